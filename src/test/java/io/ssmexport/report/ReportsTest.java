package io.ssmexport.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.cli.InProcess;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.state.RunLock;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs of the whole program leave for machines, however they end. */
class ReportsTest {

    private static final String LAST_SUCCESS = "ssm_export_last_success_timestamp_seconds{name=\"nightly\"}";

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private InProcess program;

    @BeforeEach
    void serve() throws Exception {
        simulator =
                Simulator.start(new Simulation(900, 9, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
        program = InProcess.with(directory, simulator.endpoint());
        warehouse.variables().forEach(program::set);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aReportHasTheFiguresOfTheLastLine() throws Exception {
        assertThat(run("--output=redacted")).isZero();
        JsonNode report = report();
        assertThat(report.path("outcome").textValue()).isEqualTo("done");
        assertThat(report.path("exitCode").intValue()).isZero();
        assertThat(program.told())
                .last()
                .asString()
                .startsWith(String.format(
                        Locale.ROOT,
                        "done: %d slices, 0 failed, %d invocations (%d open, 0 kept), %d rows, %d bytes, %d pages, ",
                        report.path("slices").path("exported").intValue(),
                        report.path("invocations").intValue(),
                        report.path("openInvocations").intValue(),
                        report.path("rows").intValue(),
                        report.path("bytes").intValue(),
                        report.path("pages").intValue()));
        assertThat(report.path("redactions").path("aws-access-token").intValue())
                .isPositive();
        assertThat(report.path("failures")).isEmpty();
        assertThat(report.path("clockAheadSeconds").isNumber()).isTrue();
        assertThat(Duration.between(
                        Instant.parse(report.path("startedAt").textValue()),
                        Instant.parse(report.path("endedAt").textValue())))
                .isEqualTo(Duration.ofMillis(Math.round(report.path("seconds").doubleValue() * 1000)));
    }

    @Test
    void metricsSayTheSameAsTheReport() throws Exception {
        assertThat(run("--output=redacted")).isZero();
        JsonNode report = report();
        Map<String, Double> metrics = metrics();
        assertThat(metrics)
                .containsEntry("ssm_export_last_run_success{name=\"nightly\"}", 1.0)
                .containsEntry(
                        "ssm_export_last_run_redactions{name=\"nightly\",rule=\"aws-access-token\"}",
                        report.path("redactions").path("aws-access-token").doubleValue())
                .containsEntry(
                        "ssm_export_oldest_unsealed_slice_age_seconds{name=\"nightly\"}",
                        report.path("standing")
                                .path("oldestUnsealedSlice")
                                .path("ageSeconds")
                                .doubleValue());
        for (String member : List.of(
                "invocations",
                "openInvocations",
                "keptInvocations",
                "rows",
                "bytes",
                "pages",
                "retries",
                "throttles")) {
            String metric = member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            assertThat(metrics)
                    .containsEntry(
                            "ssm_export_last_run_" + metric + "{name=\"nightly\"}",
                            report.path(member).doubleValue());
        }
        for (String result : List.of("exported", "failed", "skipped", "expired")) {
            assertThat(metrics)
                    .containsEntry(
                            "ssm_export_last_run_slices{name=\"nightly\",result=\"" + result + "\"}",
                            report.path("slices").path(result).doubleValue());
        }
        Instant lastSuccess =
                Instant.parse(report.path("standing").path("lastSuccessAt").textValue());
        assertThat(metrics).containsEntry(LAST_SUCCESS, lastSuccess.toEpochMilli() / 1000.0);
    }

    @Test
    void failedSlicesAreNamedWithTheirReason() throws Exception {
        faults.deny("eu-west-1");
        assertThat(run("--regions=us-east-1,eu-west-1")).isEqualTo(3);
        JsonNode report = report();
        assertThat(report.path("outcome").textValue()).isEqualTo("incomplete");
        assertThat(report.path("failures").findValuesAsText("region"))
                .hasSize(5)
                .containsOnly("eu-west-1");
        JsonNode failure = report.path("failures").path(0);
        assertThat(failure.path("place").textValue()).startsWith("123456789012 eu-west-1");
        assertThat(failure.path("code").textValue()).isEqualTo("AccessDeniedException");
        assertThat(failure.path("what").textValue()).startsWith("AccessDeniedException: User: ");
        assertThat(failure.path("remedy").textValue()).startsWith("allow ssm:ListCommandInvocations to");
        assertThat(failure.path("reason").textValue())
                .isEqualTo("[%s] %s; %s"
                        .formatted(text(failure, "place"), text(failure, "what"), text(failure, "remedy")));
        assertThat(report.path("standing").path("lastSuccessAt").isNull()).isTrue();
        assertThat(metrics())
                .containsEntry(
                        "ssm_export_last_run_failed_slices{account=\"123456789012\",name=\"nightly\",region=\"eu-west-1\"}",
                        5.0)
                .containsEntry("ssm_export_last_run_success{name=\"nightly\"}", 0.0)
                .doesNotContainKey(LAST_SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--into=csv:archive", "--into=postgres:"})
    void theLastSuccessSurvivesARunThatFailsAsAWhole(String into) throws Exception {
        assertThat(run(into)).isZero();
        Double success = metrics().get(LAST_SUCCESS);
        assertThat(success).isPositive();
        program.unset("AWS_ACCESS_KEY_ID");
        assertThat(run(into)).isEqualTo(2);
        assertThat(report().path("outcome").textValue()).isEqualTo("failed");
        assertThat(report().path("exitCode").intValue()).isEqualTo(2);
        assertThat(report().path("error").textValue()).contains("[credentials]", "AWS_PROFILE");
        assertThat(report().path("problem").path("place").textValue()).isEqualTo("credentials");
        assertThat(metrics())
                .containsEntry(LAST_SUCCESS, success)
                .containsEntry("ssm_export_last_run_outcome{name=\"nightly\",outcome=\"failed\"}", 1.0);
    }

    @Test
    void throttlesAreCounted() throws Exception {
        faults.throttleEvery(4);
        assertThat(run("--from=1d")).isZero();
        assertThat(report().path("throttles").intValue()).isPositive();
        assertThat(report().path("throttles")).isEqualTo(report().path("retries"));
    }

    @Test
    void aSecondRunSkipsWhatIsSealedAndIsASuccess() throws Exception {
        List<String> window =
                List.of("--from=8d", "--until=" + LocalDate.now(ZoneOffset.UTC).minusDays(4));
        assertThat(run(window)).isZero();
        double first = metrics().getOrDefault(LAST_SUCCESS, Double.NaN);
        assertThat(run(window)).isZero();
        assertThat(report().path("slices").path("skipped").intValue()).isPositive();
        assertThat(report().path("pages").intValue()).isZero();
        assertThat(report().path("standing").path("unsealedSlices").intValue()).isZero();
        assertThat(report().path("standing").path("oldestUnsealedSlice").isNull())
                .isTrue();
        // The service tells whole seconds, in which both runs may have ended.
        assertThat(metrics().get(LAST_SUCCESS)).isNotEqualTo(first).isGreaterThan(first - 1);
        assertThat(metrics()).containsEntry("ssm_export_oldest_unsealed_slice_age_seconds{name=\"nightly\"}", 0.0);
    }

    @Test
    void aRunThatGivesWayToAnotherLeavesTheFilesToIt() throws Exception {
        StateDirectory state = new StateDirectory(directory.resolve("state").resolve("nightly")).create();
        RunLock held = RunLock.ofJob(state, Instant.EPOCH);
        try (held) {
            assertThat(run()).isEqualTo(4);
        }
        assertThat(directory.resolve("run.json")).doesNotExist();
        assertThat(directory.resolve("run.prom")).doesNotExist();
    }

    @Test
    void aFileThatCantBeWrittenIsToldBeforeTheRun() throws Exception {
        assertThat(run("--report=none/run.json")).isEqualTo(2);
        assertThat(program.told())
                .singleElement()
                .asString()
                .contains("[report]", "none/run.json can't be written because there is no directory");
        assertThat(run("--metrics=" + directory)).isEqualTo(2);
        assertThat(program.told())
                .singleElement()
                .asString()
                .contains("[metrics]", "is a directory; name a file in it");
        assertThat(directory.resolve("archive")).doesNotExist();
    }

    @Test
    void filesAreReadableForOthersAndNothingElseIsLeft() throws Exception {
        assertThat(run()).isZero();
        assertThat(Files.getPosixFilePermissions(directory.resolve("run.prom")))
                .contains(PosixFilePermission.OTHERS_READ);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.contains("run"))
                    .containsExactlyInAnyOrder("run.json", "run.prom");
        }
    }

    private int run(String... more) {
        return run(List.of(more));
    }

    private int run(List<String> more) {
        return program.run(arguments(more));
    }

    private static List<String> arguments(List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("run", "--name=nightly"));
        if (more.stream().noneMatch(argument -> argument.startsWith("--into"))) {
            arguments.add("--into=csv:archive");
        }
        if (!more.contains("--into=postgres:")) {
            arguments.add("--state=state");
        }
        if (more.stream().noneMatch(argument -> argument.startsWith("--from"))) {
            arguments.add("--since=4d");
        }
        if (more.stream().noneMatch(argument -> argument.startsWith("--report"))) {
            arguments.add("--report=run.json");
        }
        if (more.stream().noneMatch(argument -> argument.startsWith("--metrics"))) {
            arguments.add("--metrics=run.prom");
        }
        arguments.addAll(more);
        return arguments;
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).textValue();
    }

    private JsonNode report() throws Exception {
        return new ObjectMapper().readTree(directory.resolve("run.json").toFile());
    }

    /** Values by name and labels; help and type lines must be there for each. */
    private Map<String, Double> metrics() throws Exception {
        List<String> lines = Files.readAllLines(directory.resolve("run.prom"));
        assertThat(lines)
                .allMatch(line -> line.matches("# (HELP|TYPE) ssm_export_.*|ssm_export_[a-z_]+\\{[^}]*} \\S+"));
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }
}
