package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.broker.Artemis;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link WorkersIT}, where the rows go to files: in a bucket, or in a directory that all workers see. */
@ParameterizedClass
@ValueSource(strings = {"parquet:s3://archive/history", "csv.gz:shared"})
class FileWorkersIT extends WithWorkers {

    private static final int KEY_COLUMNS = 5;

    @RegisterExtension
    private static final Artemis BROKER = new Artemis();

    @Parameter
    private String into = "";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @Override
    String broker() {
        return BROKER.url();
    }

    @BeforeEach
    void setUp() {
        fleet.set("AWS_ENDPOINT_URL_S3", stand.endpoint().toString());
        fleet.into(into.replace("shared", String.valueOf(directory.resolve("shared"))));
        fleet.faults.set("latency=200ms");
    }

    @Test
    void whatAKilledWorkerStagedOthersGoOnWith() throws Exception {
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member killed = fleet.worker();
        fleet.awaitAsked(6);
        fleet.readyWorker();
        killed.kill();
        fleet.faults.set("latency=0ms");
        fleet.requireUndisturbed(run, 2 * WorkerFleet.BROKEN_OFF, this::rows);
        requireNothingStaged();
    }

    @Test
    void aWorkerThatWasBelievedDeadChangesNoFile() throws Exception {
        fleet.set("PGOPTIONS", "-c idle_in_transaction_session_timeout=3s");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member stopped = fleet.worker("--broker=" + BROKER.url() + "?connectionTTL=2000");
        fleet.awaitAsked(6);
        WorkerFleet.Member other = fleet.readyWorker();
        stopped.signal("STOP");
        fleet.faults.set("latency=50ms");
        await().atMost(Duration.ofMinutes(1)).until(() -> other.told("[").size() >= 1);
        stopped.signal("CONT");
        fleet.requireUndisturbed(run, 4 * WorkerFleet.BROKEN_OFF, this::rows);
        stopped.awaitTold("is another worker's now", Duration.ofSeconds(10));
        assertThat(stopped.told("failed: ")).isEmpty();
    }

    /** What DuckDB reads. */
    private List<List<@Nullable String>> rows() throws Exception {
        Path files = into.contains("s3:")
                ? stand.download(Files.createTempDirectory(directory, "copy")).resolve("history/*/*.parquet")
                : directory.resolve("shared/*/*.csv.gz");
        return DuckDb.withoutNul(DuckDb.rows(files)).stream()
                .map(row -> row.subList(0, row.size() - 1))
                .sorted(Comparator.comparing(row -> String.join("", row.subList(0, KEY_COLUMNS))))
                .toList();
    }

    private void requireNothingStaged() {
        assertThat(stand.bucket().keys()).noneMatch(key -> key.contains("_staging"));
        assertThat(directory.resolve("shared/_staging")).doesNotExist();
    }
}
