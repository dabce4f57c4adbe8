package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.coverage.DayState;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Processes that read a fixed share each. */
@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class ShardsTest {

    private static final String KEY = "account_id, region, command_id, instance_id, plugin_index, status, output";
    private static final String SEALED = "--from=2026-11-12";
    private static final String UNTIL = "--until=2026-11-14";

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @RegisterExtension
    private final Warehouse another = Warehouse.migrated();

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory,
                Instant.parse("2026-11-19T12:00:00Z"),
                new Simulation(900, 30, 5),
                "--since=7d",
                "--regions=us-east-1,eu-west-1,us-west-2,ap-south-1,sa-east-1,eu-north-1");
        job.variables.putAll(stand.environment());
    }

    @Test
    void threeAtOnceHaveTheRowsOfOneRun() throws Exception {
        long slices = job.run(into(another)).figures().slices();

        List<SimulatedJob.Told> told = shards(3, into(warehouse));

        assertThat(told)
                .allSatisfy(one -> assertThat(one.figures().slices()).isBetween(1L, slices - 2))
                .satisfies(all -> assertThat(all.stream()
                                .mapToLong(one -> one.figures().slices())
                                .sum())
                        .isEqualTo(slices));
        assertThat(rows(warehouse)).isEqualTo(rows(another)).hasSizeGreaterThan(900);
        assertThat(job.alarms(into(warehouse))).isEmpty();
        assertThat(job.status(into(warehouse)).sources())
                .hasSize(6)
                .allSatisfy(source -> assertThat(source.days(DayState.MISSING)).isZero());
        assertThat(job.status(into(warehouse)).runs())
                .extracting(run -> run.request())
                .containsExactlyInAnyOrder(
                        "shard 1/3, incremental", "shard 2/3, incremental", "shard 3/3, incremental");
        assertThat(job.status(with(into(warehouse), "--shard=2/3")).sources()).hasSizeBetween(1, 5);
    }

    @Test
    void threeAtOnceIntoABucketHaveTheRowsOfOneRun() throws Exception {
        job.run();

        shards(3, "--into=parquet:s3://archive/history");

        Path copy = stand.download(Files.createTempDirectory(directory, "copy"));
        String rows = "select " + KEY + " from archive order by all";
        assertThat(DuckDb.query(rows.replace("archive", DuckDb.source(copy.resolve("**/*.parquet")))))
                .isEqualTo(job.query(rows))
                .hasSizeGreaterThan(900);
        assertThat(job.alarms("--into=parquet:s3://archive/history")).isEmpty();
    }

    @Test
    void partedInAnotherWayTheyReadNothingAgain() throws Exception {
        String[] window = with(into(warehouse), SEALED, UNTIL);
        shards(3, window);
        List<?> rows = rows(warehouse);
        assertThat(job.plan(with(window, "--shard=1/2")).slices()).isEmpty();
        int asked = job.simulator.requests().size();

        shards(2, window);
        job.run(window);
        shards(4, window);

        assertThat(job.asked(asked)).isEmpty();
        assertThat(rows(warehouse)).isEqualTo(rows);
    }

    @Test
    void whatIsWrongWithOneIsSaidOfIt() throws Exception {
        job.faults.deny("us-west-2");
        shards(3, into(warehouse));

        assertThat(job.alarms(into(warehouse)))
                .singleElement()
                .asString()
                .matches("job\\.[123]of3: last run failed .*us-west-2.*");

        job.faults.allow("us-west-2");
        shards(3, into(warehouse));
        job.clock.advance(Duration.ofHours(27));
        job.run(with(into(warehouse), "--shard=1/3"));
        assertThat(job.alarms(into(warehouse))).hasSize(2).allMatch(alarm -> alarm.matches("job\\.[23]of3: late: .*"));
    }

    @Test
    void onesThatWereForgottenOnPurposeStaySoForAllOfThem() throws Exception {
        shards(3, into(warehouse));
        assertThatThrownBy(() -> job.forgetting("2026-11-15", into(warehouse)).forget())
                .hasMessage(
                        "[shard] job job has shards, each with a ledger of its own; give the command for each of them:"
                                + " --shard 1/N, …");
        assertThatThrownBy(() -> job.redacting(with(into(warehouse), "--output=redacted")))
                .hasMessageContaining("has shards");

        for (int number = 1; number <= 3; number++) {
            job.forgetting("2026-11-15", with(into(warehouse), "--shard=" + number + "/3"))
                    .forget();
        }
        List<?> later = rows(warehouse);
        job.run(with(into(warehouse), SEALED));
        shards(2, with(into(warehouse), SEALED));

        assertThat(rows(warehouse)).isEqualTo(later);
        assertThat(warehouse.query("select min(requested_date_time) >= '2026-11-15Z' from ssm.command_plugin"))
                .containsExactly(List.of("t"));
    }

    @Test
    void whoDoesNotKnowItsNumberReadsNothing() {
        assertThatThrownBy(() -> job.run(with(into(warehouse), "--shard=index/3")))
                .hasMessageContaining("neither JOB_COMPLETION_INDEX nor AWS_BATCH_JOB_ARRAY_INDEX is set");
        assertThat(job.asked(0)).isEmpty();
    }

    private List<SimulatedJob.Told> shards(int count, String... options) throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(count);
        try {
            List<Future<SimulatedJob.Told>> running = IntStream.rangeClosed(1, count)
                    .mapToObj(
                            number -> processes.submit(() -> job.run(with(options, "--shard=" + number + "/" + count))))
                    .toList();
            List<SimulatedJob.Told> told = new ArrayList<>();
            for (Future<SimulatedJob.Told> one : running) {
                told.add(one.get());
            }
            return told;
        } finally {
            processes.shutdownNow();
        }
    }

    private static String[] into(Warehouse warehouse) {
        return new String[] {"--into=" + warehouse.url(), "--state=" + warehouse.url()};
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static List<List<@Nullable String>> rows(Warehouse warehouse) throws Exception {
        return warehouse.query("select " + KEY + " from ssm.command_plugin order by 1, 2, 3, 4, 5");
    }
}
