package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.options.ExportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.services.ssm.model.CommandFilter;

/** A run takes the options of a request as the AWS CLI does. */
class RequestOptionsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static final CommandFilter FAILED = filter("Status", "Failed");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=Status,value=Failed",
                "value=Failed,key=Status",
                "key=\"Status\",value='Failed'",
                "key = Status , value = Failed",
                "{\"key\": \"Status\", \"value\": \"Failed\"}",
                "[{\"key\": \"Status\", \"value\": \"Failed\"}]"
            })
    void aFilterIsShorthandOrJson(String text) {
        assertThat(read("--filters", text).filters()).containsExactly(FAILED);
    }

    @Test
    void filtersAreSeveralValuesOrOneList() {
        CommandFilter document = filter("DocumentName", "a,b c");

        assertThat(read("--filters", "key=Status,value=Failed", "key=DocumentName,value=a\\,b c")
                        .filters())
                .containsExactly(FAILED, document);
        assertThat(read(
                                "--filters",
                                "[{\"key\":\"Status\",\"value\":\"Failed\"},{\"key\":\"DocumentName\",\"value\":\"a,b c\"}]")
                        .filters())
                .containsExactly(FAILED, document);
    }

    @Test
    void filtersOfAFileAreThoseOfTheOption() throws Exception {
        Path file =
                Files.writeString(directory.resolve("filters.json"), "[{\"key\": \"Status\", \"value\": \"Failed\"}]");

        assertThat(read("--filters", "file://" + file).filters()).containsExactly(FAILED);
    }

    @Test
    void filtersOfCliInputJsonKeepTheirCommasAndQuotes() {
        assertThat(read(
                                "--cli-input-json",
                                "{\"Filters\": [{\"key\": \"DocumentName\", \"value\": \"it's \\\"a\\\",b=c\"}]}")
                        .filters())
                .containsExactly(filter("DocumentName", "it's \"a\",b=c"));
    }

    @Test
    void filtersOfAJobFileKeepTheirCommas() throws Exception {
        Path job = Files.writeString(directory.resolve("job.yaml"), """
                into: parquet:archive
                filters:
                  - key: Status
                    value: Failed
                  - {key: DocumentName, value: "a,b"}
                """);

        assertThat(parse(job.toString()).filters()).containsExactly(FAILED, filter("DocumentName", "a,b"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "--details, true",
        "--no-details, false",
        "--details true, true",
        "--details false, false",
        "--details=false, false",
        "--details --page-size 5, true"
    })
    void detailsAreOnAndOffInTheWordsOfTheAwsCliToo(String options, boolean details) {
        assertThat(read(options.isEmpty() ? new String[0] : options.split(" ")).details())
                .isEqualTo(details);
    }

    @Test
    void aJobFileMayFollowAFlag() throws Exception {
        Path job = Files.writeString(directory.resolve("job.yaml"), "into: parquet:archive\ndetails: true\n");

        ExportOptions options = parse("--no-details", job.toString());

        assertThat(options.details()).isFalse();
        assertThat(options.into()).hasToString("parquet:archive");
    }

    @Test
    void regionsAreSeveralValuesOrOneWithCommas() {
        assertThat(read("--regions", "us-east-1", "eu-west-1").regions())
                .isEqualTo(read("--regions", "us-east-1,eu-west-1").regions())
                .isEqualTo(read("--regions", "us-east-1, eu-west-1").regions())
                .containsExactly("us-east-1", "eu-west-1");
    }

    @Test
    void aListIsFilteredByTimeAsTheServiceDoesIt() {
        assertThat(parse(
                                "--into=csv:a.csv",
                                "--max-items=5",
                                "--filters",
                                "key=InvokedAfter,value=2026-11-20T00:00:00Z",
                                "key=InvokedBefore,value=2026-11-21T00:00:00Z",
                                "key=Status,value=Failed")
                        .filters())
                .extracting(CommandFilter::keyAsString)
                .containsExactly("InvokedAfter", "InvokedBefore", "Status");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key=InvokedAfter,value=2026-11-20 | must not name InvokedAfter or InvokedBefore, which are --from and --until here but was
            key=Foo,value=x | must have a key of Status, DocumentName, InvokedAfter, InvokedBefore but was 'key=Foo,value=x'
            key=Status | must have a value of 1 to 128 characters but was 'key=Status'
            key=Status,value= | must have a value of 1 to 128 characters but was 'key=Status,value='
            key=Status,value=[a,b] | must have a value of 1 to 128 characters but was 'key=Status,value=[a,b]'
            key=Status,value=Failed,foo=x | must have no member foo but was 'key=Status,value=Failed,foo=x'
            Status=Failed | must have no member Status but was 'Status=Failed'
            Failed | must be key=KEY,value=VALUE or JSON (Expected: '=', received: 'EOF') but was 'Failed'
            file:///nowhere | must be key=KEY,value=VALUE or JSON (Unable to load paramfile file:///nowhere: [Errno 2] No such file or directory: '/nowhere')
            """)
    void whatIsWrongWithAFilterIsNamed(String filter, String mustBe) {
        assertThatThrownBy(() -> read("--filters", filter))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--filters " + mustBe);
    }

    @Test
    void aListTakesFiveFiltersAndSlicesTakeThree() {
        String[] six = new String[6];
        Arrays.fill(six, "key=Status,value=Failed");

        assertThatThrownBy(() -> readAll(List.of("--filters"), six))
                .hasMessage("--filters must be at most 3 but were 6");
        assertThatThrownBy(() -> readAll(List.of("--max-items=1", "--filters"), six))
                .hasMessageContaining("--filters must be at most 5 but were 6");
    }

    @Test
    void aKeyThatStandsTwiceInAJobFileIsNamedWithBothLines() throws Exception {
        Path job = Files.writeString(
                directory.resolve("job.yaml"), "into: parquet:a\nsince: 3d\ninto: parquet:b\nsince: 4d\n");

        assertThatThrownBy(() -> parse(job.toString()))
                .isInstanceOf(Failure.class)
                .hasMessage(job + ":3: into must stand once but stands in line 1 too; remove one of them\n" + job
                        + ":4: since must stand once but stands in line 2 too; remove one of them");
    }

    private static CommandFilter filter(String key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }

    private static ExportOptions readAll(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(rest));
        return read(all.toArray(new String[0]));
    }

    /** Options of a run into a dataset. */
    private static ExportOptions read(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--into=parquet:archive"));
        all.addAll(Arrays.asList(arguments));
        return parse(all.toArray(new String[0]));
    }

    private static ExportOptions parse(String... arguments) {
        List<String> all = new ArrayList<>(List.of(RunCommand.NAME));
        all.addAll(Arrays.asList(arguments));
        CommandLine.ParseResult parsed = Main.commandLine(Map.of(), false).parseArgs(all.toArray(new String[0]));
        return JobArguments.read(Objects.requireNonNull(parsed.subcommand()).commandSpec(), NOW);
    }
}
