package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.job.slices.StrangeColumn;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.report.Reports;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.wire.AnswerLimit;
import io.ssmexport.wire.CannedAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with values that no column can hold: they cost themselves, and not the day. */
@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class StrangeAnswersTest {

    private static final String KEY = "{\"CommandId\": \"%s\", \"InstanceId\": \"i-1\", \"RequestedDateTime\": %s";

    private static final String STRANGE = KEY.formatted("c-1", "\"2026-11-18T12:00:00.5Z\"") + """
            , "Status": "Success", "Comment": 5, "NotificationConfig": [], "CommandPlugins": [null, {"Name": "p",
            "ResponseCode": 4294967295, "Output": {"a": "\\u0000\\ud800"}, "StatusDetails": "\\u0000\\ud800",
            "ResponseStartDateTime": -62135596800, "ResponseFinishDateTime": 1541992493965}]}""";

    private static final String SANE = KEY.formatted("c-2", "1795003200") + ", \"Status\": \"Success\"}";

    private static final String COLUMNS =
            "command_id, comment, response_code, output, extract(year from response_start_date_time)::int,"
                    + " response_finish_date_time, plugin_status_details";

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    @RegisterExtension
    private final CannedAnswers answers = new CannedAnswers();

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory,
                Instant.parse("2026-11-19T12:00:00Z"),
                new Simulation(1, 1, 1),
                "--account-id=123456789012",
                "--from=2026-11-18",
                "--until=2026-11-19");
        job.answeredBy(answers.endpoint());
    }

    /** The first answer of a run is asked for because of its time. */
    private static final String FOR_THE_TIME = "{\"CommandInvocations\": []}";

    private RunFigures run(String invocations, String... options) {
        answers.addForEver("{\"CommandInvocations\": [" + invocations + "]}");
        return job.run(options).figures();
    }

    private static List<List<@Nullable String>> expected(String nul) {
        return List.of(
                Arrays.asList("c-1", "5", null, "{\"a\":\"\\u0000\uFFFD\"}", "1", null, nul + "\uFFFD"),
                Arrays.asList("c-2", null, null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:rows.parquet", "parquet:rows", "csv:rows.csv", "csv:rows"})
    void aStrangeValueIsNullOrTextInAFile(String into) throws Exception {
        String[] place = into.split(":", 2);
        Path path = directory.resolve(place[1]);
        run(STRANGE + "," + SANE, "--into=" + place[0] + ":" + path);
        Path files = path.toFile().isDirectory() ? path.resolve("**/*." + place[0]) : path;
        assertThat(DuckDb.query("select " + COLUMNS.replace("_time)", "_time::timestamp)") + " from "
                        + DuckDb.source(files) + " order by 1"))
                .isEqualTo(expected(place[0].equals("csv") ? "\uFFFD" : "\0"));
    }

    @Test
    void aStrangeValueIsNullOrTextInATable() throws Exception {
        run(STRANGE + "," + SANE, "--into=" + warehouse.url(), "--state=" + warehouse.url());
        assertThat(warehouse.query("select " + COLUMNS + " from ssm.command_plugin order by 1"))
                .isEqualTo(expected("\uFFFD"));
    }

    @Test
    void itIsCountedAndNamedByColumnAndTheDayIsSealed() {
        String twice = STRANGE.replace("c-1", "c-3");
        RunFigures figures = run(STRANGE + "," + SANE + "," + twice);
        assertThat(figures.strange())
                .extracting(StrangeColumn::text)
                .containsExactly(
                        "2 comment became text, the first a number in c-1 i-1",
                        "2 notification_config became null, the first a list in c-1 i-1",
                        "2 output became text, the first an object in c-1 i-1",
                        "2 response_code became null, the first 4294967295 in c-1 i-1",
                        "2 response_finish_date_time became null, the first 1541992493965 in c-1 i-1");
        assertThat(figures.open()).isZero();
        assertThat(job.plan().slices()).isEmpty();
    }

    @Test
    void theReportAndTheMetricsHaveIt() throws Exception {
        String[] files = {"--report=" + directory.resolve("run.json"), "--metrics=" + directory.resolve("run.prom")};
        RunFigures figures = run(STRANGE);
        new Reports(job.options(files), Map.of(), "test", job.clock).ended(figures, 0);
        assertThat(Files.readString(directory.resolve("run.json")))
                .contains("\"column\" : \"response_code\"", "\"became\" : \"null\"", "\"first\" : \"4294967295\"");
        assertThat(Files.readString(directory.resolve("run.prom")))
                .contains("ssm_export_last_run_strange_values{became=\"text\",column=\"output\",name=\"job\"} 1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "17 | command_invocations | 17 in (none) (none)",
                "{\"InstanceId\": \"i-9\", \"RequestedDateTime\": 1795003200} | command_id | nothing in (none) i-9",
                "{\"CommandId\": \"c-9\", \"RequestedDateTime\": 1795003200} | instance_id | nothing in c-9 (none)",
                "{\"CommandId\": \"c-9\", \"InstanceId\": \"i-9\"} | requested_date_time | nothing in c-9 i-9",
                "{\"CommandId\": \"c-9\", \"InstanceId\": \"i-9\", \"RequestedDateTime\": -62135596800} | requested_date_time | 0001-01-01T00:00:00Z in c-9 i-9",
                "{\"CommandId\": \"c-9\", \"InstanceId\": \"i-9\", \"RequestedDateTime\": 1795003200000} | requested_date_time | 1795003200000 in c-9 i-9",
                "{\"CommandId\": \"c-9\", \"InstanceId\": \"i-9\", \"RequestedDateTime\": 4102444800} | requested_date_time | 2100-01-01T00:00:00Z in c-9 i-9"
            })
    void anInvocationThatCanHaveNoRowIsNamedAndItsDayStaysOpen(String invocation, String column, String first)
            throws Exception {
        RunFigures figures = run(invocation + "," + SANE);
        assertThat(figures.strange())
                .extracting(StrangeColumn::text)
                .containsExactly("1 " + column + " became no row, the first " + first);
        assertThat(figures.failures()).isEmpty();
        assertThat(job.query("select command_id from archive")).containsExactly(List.of("c-2"));
        assertThat(job.plan().slices()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:rows.csv", "postgres"})
    void itsDayStaysOpenWhateverTheSink(String into) {
        String place = into.equals("postgres") ? warehouse.url() : into.replace("csv:", "csv:" + directory + "/");
        assertThat(run("{}," + SANE, "--into=" + place).open()).isEqualTo(1);
        assertThat(job.plan("--into=" + place).slices()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Success, 0",
        "Failed, 0",
        "Undeliverable, 0",
        "DeliveryTimedOut, 0",
        "Terminated, 0",
        "Pending, 1",
        "Unheard, 1"
    })
    void whatStatusEndsAnInvocationIsTheSameInAFileAndInATable(String status, int open) {
        String invocation = KEY.formatted("c-1", "1795003200") + ", \"Status\": \"" + status + "\"}";
        assertThat(run(invocation).open()).isEqualTo(open);
        assertThat(run(invocation, "--into=" + warehouse.url()).open()).isEqualTo(open);
    }

    @Test
    void anInstanceThatStartsAgainKeepsItsDayOpen() {
        String rebooting = KEY.formatted("c-1", "1795003200")
                + ", \"Status\": \"Success\", \"CommandPlugins\": [{\"Status\": \"Success\"},"
                + " {\"Status\": \"SuccessAndReboot\", \"ResponseCode\": 194}]}";
        assertThat(run(rebooting).open()).isEqualTo(1);
        assertThat(run(rebooting, "--into=" + warehouse.url()).open()).isEqualTo(1);
    }

    @Test
    void anOutputOfThreeMegabytesAndTheSameInvocationTwiceAreOneRow() throws Exception {
        String large = KEY.formatted("c-1", "1795003200")
                + ", \"Status\": \"Success\", \"CommandPlugins\": [{\"Output\": \"" + "é".repeat(3_000_000) + "\"}]}";
        run(large + "," + large);
        assertThat(job.query("select length(output) from archive")).containsExactly(List.of("3000000"));
    }

    static Stream<Arguments> beyondALimit() {
        int most = AnswerLimit.STRUCTURES;
        return Stream.of(
                arguments(
                        "{\"Deep\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                        "the answer must nest at most 1000 levels deep but nests deeper"),
                arguments(
                        "{\"Deep\": " + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)
                                + ",\"NextToken\": \"t\"}",
                        "the answer must nest at most 1000 levels deep but nests deeper"),
                arguments(
                        "{\"CommandInvocations\": [" + "{},".repeat(most) + "{}]}",
                        "the answer must have at most " + most + " invocations and plugins, but has more"));
    }

    @ParameterizedTest
    @MethodSource("beyondALimit")
    void anAnswerBeyondALimitFailsItsSliceOnlyAndIsNotAskedForAgain(String body, String words) {
        answers.add(FOR_THE_TIME);
        answers.add(body);
        RunFigures figures = run(SANE, "--from=2026-11-17", "--parallel=1");
        assertThat(figures.failures().values()).singleElement().asString().contains("page 1] " + words);
        assertThat(figures.slices()).isEqualTo(1);
        assertThat(answers.received())
                .filteredOn(request ->
                        request.body().contains("2026-11-19") && !request.body().contains("NextToken"))
                .hasSize(1);
    }

    @Test
    void aTokenOfMegabytesIsSentAsItCame() {
        String token = "t".repeat(3_000_000);
        answers.add(FOR_THE_TIME);
        answers.add("{\"CommandInvocations\": [], \"NextToken\": \"" + token + "\"}");
        RunFigures figures = run(SANE, "--pages-per-commit=1");
        assertThat(figures.failures()).isEmpty();
        assertThat(figures.pages()).isEqualTo(2);
        assertThat(answers.received().get(2).body()).contains(token);
    }
}
