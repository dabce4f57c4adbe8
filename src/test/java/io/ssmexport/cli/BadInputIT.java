package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake is named, with its place and what to do; the exit code says its kind; nothing is written. */
class BadInputIT {

    private static final String ARCHIVE = "--into=parquet:archive";
    private static final String STATE = "--state=state";

    @TempDir
    private Path home;

    private final Faults faults = Faults.none();

    private Simulator simulator;
    private ExportProcess process;
    private InProcess program;

    @BeforeEach
    void serve() throws Exception {
        simulator =
                Simulator.start(new Simulation(300, 3, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
        process = ExportProcess.with(home, simulator.endpoint());
        program = InProcess.with(home, simulator.endpoint()).set("AWS_MAX_ATTEMPTS", "2");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --into=parquet:archive --sinse=3d | Unknown option: '--sinse=3d'
            --into=parquet:archive --since=2026-13-01 | --since must be a date (2026-11-19), an instant with its offset (2026-11-19T17:45:00Z) or an age (30d) but was '2026-13-01'
            --into=parquet:archive --slice=7h | --slice must be whole minutes that divide a day but was 7h
            --into=parquet:archive --from=2026-11-20 --until=2026-11-19 | --from must be before until (2026-11-19T00:00:00Z) but was 2026-11-20T00:00:00Z
            --into=parquet:archive --until=2026-11-19 | --until needs from: an incremental run always reads up to a minute ago
            --into=parquet:archive --from=2026-11-19T05:00:00Z | from must be the start of a slice of 1d but was 2026-11-19T05:00:00Z; use 2026-11-19T00:00:00Z or a narrower slice
            --into=parquet:archive --page-size=51 | --page-size must be a number from 1 to 50 but was '51'
            --into=parquet:archive --filters=key=InvokedAfter,value=2026-11-19 | --filters must not name InvokedAfter or InvokedBefore, which are --from and --until here but was 'key=InvokedAfter,value=2026-11-19'
            --into=excel:archive | --into must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output), postgres: or a postgresql:// URL but was 'excel:archive'
            --since=3d | into is required: say where the rows go, for example --into parquet:archive
            --into=parquet:/proc/none/archive | [into] can't use /proc/none/archive: only 0 MiB are free, less than 64 MiB; choose another path or remedy that
            --into=parquet:job.yaml | is a file, where a directory is needed
            nosuch.yaml | nosuch.yaml: there is no such job file
            """)
    void aMistakeOnTheCommandLineIsNamed(String arguments, String told) throws Exception {
        Files.createFile(home.resolve("job.yaml"));
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(program.told().get(0).replace(home + "/", ""))
                .startsWith("ssm-export: ")
                .contains(told);
        assertNothingIsWritten();
    }

    @Test
    void allMistakesOfAJobFileAreNamedAtOnceWithTheirLines() throws Exception {
        Files.writeString(home.resolve("job.yaml"), """
                into: parquet:archive
                sinse: 3d
                slice: 7h
                parallel: none
                """);
        assertThat(asProcess("job.yaml", "--page-size=0")).isEqualTo(2);
        assertThat(process.told())
                .containsExactlyInAnyOrder(
                        "ssm-export: job.yaml:2: unknown key 'sinse'; did you mean 'since'?",
                        "ssm-export: job.yaml:3: slice must be whole minutes that divide a day but was 7h",
                        "ssm-export: job.yaml:4: parallel must be a number from 1 to 64 but was 'none'",
                        "ssm-export: --page-size must be a number from 1 to 50 but was '0'");
        assertNothingIsWritten();
    }

    @Test
    void aJobFileThatIsNotYamlIsNamedWithTheLine() throws Exception {
        Files.writeString(home.resolve("job.yaml"), "into: parquet:archive\nregions: [us-east-1\n");
        assertThat(asProcess("job.yaml")).isEqualTo(2);
        assertThat(process.told()).singleElement().asString().startsWith("ssm-export: job.yaml:3: not YAML: ");
    }

    @Test
    void aMissingRegionIsNamed() throws Exception {
        process.unset("AWS_REGION");
        assertThat(asProcess(ARCHIVE)).isEqualTo(2);
        assertThat(process.told())
                .containsExactly("ssm-export: [regions] no region is set up; name it with --regions, AWS_REGION or in"
                        + " the AWS profile");
        assertNothingIsWritten();
    }

    @Test
    void missingCredentialsAreNamed() throws Exception {
        process.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
        assertThat(asProcess(ARCHIVE)).isEqualTo(2);
        assertThat(process.told()).singleElement().asString().startsWith("ssm-export: [credentials] ");
        assertNothingIsWritten();
    }

    @Test
    void whoMayNotAskForTheAccountIsToldToNameIt() throws Exception {
        faults.set("deny-sts");
        assertThat(run(ARCHIVE)).isEqualTo(2);
        assertThat(program.told())
                .singleElement()
                .asString()
                .startsWith("ssm-export: [account-id] sts:GetCallerIdentity was refused (AccessDenied")
                .endsWith("; name the account's number with --account-id");
        assertNothingIsWritten();
        assertThat(run(ARCHIVE, STATE, "--account-id=123456789012")).isZero();
    }

    @Test
    void aDeniedRegionFailsItsSlices() throws Exception {
        faults.deny("us-east-1");
        assertThat(run(ARCHIVE, STATE, "--since=1d")).isEqualTo(3);
        assertThat(program.told())
                .anyMatch(line -> line.startsWith("failed: ")
                        && line.contains(" page 1] AccessDeniedException: User: ")
                        && line.endsWith("allow ssm:ListCommandInvocations to this principal in this region, then run"
                                + " again"));
        assertNoRows();
    }

    @Test
    void aWrongEndpointFailsTheRun() throws Exception {
        program.set("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        assertThat(run(ARCHIVE, STATE)).isEqualTo(3);
        assertThat(program.told())
                .containsExactly(
                        "ssm-export: [account-id] Unable to execute HTTP request: Connection refused (SDK"
                                + " Attempt Count: 2); check the network, the proxy (HTTPS_PROXY), AWS_ENDPOINT_URL and the region, then run again");
        assertNothingIsWritten();
    }

    @Test
    void aPageThatIsNotJsonFailsItsSliceWithItsNumber() throws Exception {
        faults.set("not-json=1");
        assertThat(run(ARCHIVE, STATE, "--since=1d")).isEqualTo(3);
        assertThat(program.told())
                .anyMatch(line -> line.startsWith("failed: ")
                        && line.contains(
                                " page 1] the answer must be JSON but was something else (Unexpected character"));
        assertNoRows();
    }

    @Test
    void aTokenThatComesBackUnchangedFailsItsSliceWithItsNumber() throws Exception {
        faults.set("repeat-token=1");
        assertThat(run(ARCHIVE, STATE, "--since=2d", "--page-size=10")).isEqualTo(3);
        assertThat(program.told())
                .anyMatch(line -> line.contains(" page 2] the token of the next page must change but came back"));
        faults.set("repeat-token=0");
        assertThat(run(ARCHIVE, STATE, "--since=2d", "--page-size=10")).isZero();
    }

    /** Only what follows the two copies of the header, all of it, and nothing left at all. */
    @ParameterizedTest
    @CsvSource({"8192, x", "0, x", "0, ''"})
    void damagedStateIsNamedAndTheArchiveLeftAlone(int from, String instead) throws Exception {
        assertThat(run(ARCHIVE, STATE, "--since=3d")).isZero();
        Path database = home.resolve("state/archive/state.mv.db");
        byte[] bytes = Files.readAllBytes(database);
        Files.write(database, Arrays.copyOf(bytes, from));
        Files.writeString(database, instead.repeat(bytes.length - from), StandardOpenOption.APPEND);
        List<String> archived = files("archive");
        assertThat(run(ARCHIVE, STATE, "--since=3d")).isEqualTo(2);
        assertThat(program.told())
                .singleElement()
                .asString()
                .startsWith("ssm-export: [state] " + database + " can't be used (")
                .endsWith("move it away: the next run then reads again what AWS still has, and keeps what is already"
                        + " exported");
        assertThat(files("archive")).isEqualTo(archived);
        Files.delete(database);
        assertThat(run(ARCHIVE, STATE, "--since=3d")).isZero();
    }

    private int run(String... arguments) {
        return program.run(arguments(arguments));
    }

    private int asProcess(String... arguments) throws Exception {
        return process.run(arguments(arguments));
    }

    private static List<String> arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(arguments));
        return all;
    }

    private void assertNoRows() throws Exception {
        assertThat(files("archive")).noneMatch(file -> file.endsWith(".parquet"));
    }

    private void assertNothingIsWritten() throws Exception {
        assertThat(files(".")).allMatch(file -> file.matches(".*/(stdout.txt|stderr.txt|job.yaml)"));
    }

    private List<String> files(String directory) throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}
