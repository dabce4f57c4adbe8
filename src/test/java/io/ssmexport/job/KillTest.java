package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.state.RunLock;
import io.ssmexport.state.StateDirectory;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills whole processes at the crash points of the contract and looks at what a reader of the dataset then sees. */
class KillTest {

    private static final String CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("hadoop-common"))
            .collect(Collectors.joining(File.pathSeparator));

    /** Some of its commands are still running. */
    private static final List<String> ALL = List.of("--since=9d");

    /** Too old for a command that still runs. */
    private final List<String> ended = List.of(
            "--from=" + LocalDate.now(ZoneOffset.UTC).minusDays(8),
            "--until=" + LocalDate.now(ZoneOffset.UTC).minusDays(4));

    @TempDir
    private Path directory;

    private Simulator simulator;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(
                new Simulation(900, 9, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PAGE_READ:9, parquet, 4",
        "PART_WRITTEN:3, csv, 1",
        "SLICE_MERGING:1, parquet, 1",
        "SLICE_MERGED:1, csv, 4",
        "SLICE_RENAMED:1, parquet, 4",
        "SLICE_RECORDED:1, csv, 1"
    })
    void aRunKilledAnywhereEndsWithTheRowsOfAnUninterruptedRun(String crash, String sink, int parallel)
            throws Exception {
        assertThat(run("whole", sink, parallel, ALL, null)).isZero();
        assertThat(run("killed", sink, parallel, ALL, crash)).isEqualTo(137);
        assertThat(run("killed", sink, parallel, ALL, null)).isZero();
        assertThat(rows("killed", sink)).isEqualTo(rows("whole", sink)).hasSizeGreaterThan(900);
    }

    @Test
    void committedPagesAreNotAskedForAgain() throws Exception {
        assertThat(run("killed", "parquet", 1, ended, CrashPoint.SLICE_RENAMED.name() + ":2"))
                .isEqualTo(137);
        List<String> before = asked();
        assertThat(run("killed", "parquet", 1, ended, null)).isZero();
        List<String> again = asked().subList(before.size(), asked().size()).stream()
                .filter(before::contains)
                .toList();
        // Of the slice that was being read beside the one being renamed: a chunk of two pages, and the page ahead.
        assertThat(again).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aFinishedBackfillHasNothingToDo() throws Exception {
        assertThat(run("once", "csv", 2, ended, null)).isZero();
        int requests = asked().size();
        assertThat(run("once", "csv", 2, ended, null)).isZero();
        assertThat(asked()).hasSize(requests);
    }

    @Test
    void aSecondProcessOfTheSameJobEndsWithFour() throws Exception {
        StateDirectory state = new StateDirectory(directory.resolve("state").resolve("busy")).create();
        RunLock held = RunLock.ofJob(state, Clock.systemUTC().instant());
        try (held) {
            assertThat(run("busy", "csv", 1, ended, null)).isEqualTo(4);
        }
        assertThat(run("busy", "csv", 1, ended, null)).isZero();
    }

    private List<String> asked() {
        return simulator.requests().stream()
                .filter(request -> request.operation().equals("ListCommandInvocations"))
                .map(Request::body)
                .toList();
    }

    private int run(String name, String sink, int parallel, List<String> window, @Nullable String crash)
            throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        if (crash != null) {
            command.add("-Dssm-export.crash=" + crash);
        }
        command.addAll(List.of(
                "-cp",
                CLASS_PATH,
                "io.ssmexport.cli.Main",
                "run",
                "--name=" + name,
                "--into=" + sink + ":" + directory.resolve(name + "-" + sink),
                "--state=" + directory.resolve("state"),
                "--pages-per-commit=2",
                "--page-size=20",
                "--parallel=" + parallel));
        command.addAll(window);
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        process.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL",
                        simulator.endpoint().toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "simulator",
                        "AWS_SECRET_ACCESS_KEY",
                        "simulator"));
        return process.start().waitFor();
    }

    private List<String> rows(String name, String sink) throws Exception {
        String files = directory.resolve(name + "-" + sink) + "/**/*." + sink;
        String read = sink.equals("parquet")
                ? "read_parquet('" + files + "')"
                : "read_csv('" + files + "', all_varchar=true)";
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery("select (columns(* exclude (exported_at)))::varchar from "
                        + read + " order by account_id, region, command_id, instance_id, plugin_index")) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.append(result.getString(column)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
