package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.cli.InProcess;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.simulator.s3.S3Fault;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills runs into a bucket, and lets another machine go on: one that has the state, and no file of the first. */
class BucketKillIT {

    /** A slice whose request fails in all of the SDK's attempts is left to the next run. */
    private static final int MOST_RUNS = 5;

    private static final int KEY_COLUMNS = 5;

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private List<List<@Nullable String>> truth;

    @BeforeEach
    void serve() throws Exception {
        simulator =
                Simulator.start(new Simulation(500, 3, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
        truth = PlainLoop.invocations(simulator.endpoint()).stream()
                .flatMap(invocation -> PlainLoop.rows(invocation).stream())
                .sorted(byKey())
                .toList();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static Comparator<List<@Nullable String>> byKey() {
        return Comparator.comparing(row -> String.join(" ", row.subList(0, KEY_COLUMNS)));
    }

    @ParameterizedTest
    @CsvSource({
        "PAGE_READ:9, parquet:s3://archive/history, 4",
        "PART_WRITTEN:1, parquet:s3://archive/history, 1",
        "PART_WRITTEN:3, csv:s3://archive, 4",
        "SLICE_MERGING:2, parquet:s3://archive/history, 1",
        "SLICE_MERGED:1, csv.gz:s3://archive/history, 4",
        "SLICE_RENAMED:1, parquet:s3://archive/history, 4",
        "SLICE_RECORDED:2, parquet:s3://archive/history, 1",
        "SLICE_MERGED:1, csv:s3://archive/all.csv, 4",
        "SLICE_RENAMED:1, parquet:s3://archive/all.parquet, 1",
        "STATE_COMMITTED:20, parquet:s3://archive/history, 1"
    })
    void aRunKilledAnywhereIsEndedByAnotherMachine(String crash, String into, int parallel) throws Exception {
        int killed = run("first", into, "postgres:", parallel, "-Dssm-export.crash=" + crash);
        assertThat(killed).as(told("first")).isEqualTo(137);
        int asked = PostgresJob.asked(simulator).size();

        InProcess second = InProcess.with(directory.resolve("second"), simulator.endpoint())
                .set("AWS_ENDPOINT_URL_S3", stand.endpoint().toString());
        warehouse.variables().forEach(second::set);
        assertThat(second.run(arguments("second", into, "postgres:", parallel)))
                .as(second.told().toString())
                .isZero();

        assertThat(rows(into)).isEqualTo(into.startsWith("csv") ? DuckDb.withoutNul(truth) : truth);
        assertThat(PostgresJob.asked(simulator)).hasSizeGreaterThanOrEqualTo(asked);
        assertThat(stand.bucket().keys()).noneMatch(key -> key.contains("_staging"));
    }

    @Test
    void aRunOverABadWayEndsWithTheTruthAndReadersNeverSeeHalf() throws Exception {
        String into = "parquet:s3://archive/history";
        stand.faults.every(7, S3Fault.SLOW_DOWN, "PutObject", "");
        stand.faults.every(13, S3Fault.LOST_ANSWER, "PutObject", "");
        stand.faults.every(17, S3Fault.CUT_UPLOAD, "PutObject", "");
        Set<List<@Nullable String>> wholeRows = new HashSet<>(truth);
        int ended;
        int runs = 0;
        do {
            Process running = start("first", into, "state", 4, "-Dx=y");
            while (!running.waitFor(100, TimeUnit.MILLISECONDS)) {
                assertThat(rows(into)).isSubsetOf(wholeRows);
            }
            ended = running.exitValue();
            runs++;
        } while (ended == 3 && runs < MOST_RUNS);
        assertThat(ended).as(told("first")).isZero();
        assertThat(rows(into)).isEqualTo(truth);
    }

    @Test
    void aSecondJobIntoThePrefixEndsWithFourAndNamesTheFirst() throws Exception {
        String into = "csv:s3://archive/history";
        faults.set("latency=300ms");
        Process first = start("first", into, "state", 1, "-Dx=y");
        await().atMost(Duration.ofMinutes(1)).until(() -> stand.bucket().keys().contains("history/_staging/lock"));

        assertThat(run("second", into, "state", 1, "-Dx=y")).isEqualTo(4);

        assertThat(told("second"))
                .contains("another run of a job into " + into + " is going on: process " + first.pid());
        first.destroy();
        assertThat(first.waitFor()).isEqualTo(143);
        assertThat(stand.bucket().keys()).doesNotContain("history/_staging/lock");
    }

    private Process start(String machine, String into, String state, int parallel, String jvmOption) throws Exception {
        Path home = Files.createDirectories(directory.resolve(machine));
        Path scratch = Files.createDirectories(home.resolve("scratch"));
        ExportProcess process = ExportProcess.with(home, simulator.endpoint())
                .set("AWS_ENDPOINT_URL_S3", stand.endpoint().toString())
                .jvm("-Djava.io.tmpdir=" + scratch)
                .jvm(jvmOption);
        warehouse.variables().forEach(process::set);
        return process.start(arguments(machine, into, state, parallel));
    }

    private static List<String> arguments(String machine, String into, String state, int parallel) {
        return List.of(
                "run",
                "--name=" + (state.equals("postgres:") ? "history" : machine),
                "--into=" + into,
                "--state=" + state,
                "--since=4d",
                "--pages-per-commit=2",
                "--page-size=20",
                "--parallel=" + parallel);
    }

    private int run(String machine, String into, String state, int parallel, String jvmOption) throws Exception {
        return start(machine, into, state, parallel, jvmOption).waitFor();
    }

    private String told(String machine) throws Exception {
        return Files.readString(directory.resolve(machine).resolve("stderr.txt"));
    }

    private List<List<@Nullable String>> rows(String into) throws Exception {
        Path copy = stand.download(Files.createTempDirectory(directory, "copy"));
        String type = into.substring(0, into.indexOf(':'));
        boolean isOne = into.endsWith("." + type);
        try (Stream<Path> copied = Files.walk(copy)) {
            if (copied.noneMatch(file -> file.toString().endsWith("." + type))) {
                return List.of();
            }
        }
        Path files = isOne ? copy.resolve(into.substring(into.lastIndexOf('/') + 1)) : copy.resolve("**/*." + type);
        List<List<@Nullable String>> read = DuckDb.rows(files);
        return (type.equals("parquet") ? read : DuckDb.withoutNul(read))
                .stream()
                        .map(row -> row.subList(0, row.size() - 1))
                        .sorted(byKey())
                        .toList();
    }
}
