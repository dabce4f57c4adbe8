package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.broker.Artemis;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final String TAKEN_OVER = "is another worker's now";

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
    void whatAKilledWorkerStagedOthersGoOnWithAndOneThatWasBelievedDeadChangesNoFile() throws Exception {
        fleet.set("PGOPTIONS", "-c idle_in_transaction_session_timeout=3s");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member stopped = fleet.worker("--broker=" + BROKER.url() + "?connectionTTL=2000");
        fleet.awaitAsked(6);
        stopped.signal("STOP");
        WorkerFleet.Member killed = fleet.worker();
        await().atMost(Duration.ofMinutes(1)).until(() -> !killed.told("[").isEmpty());
        fleet.awaitAsked(fleet.asked() + 4);
        killed.kill();
        stopped.signal("CONT");
        fleet.requireUndisturbed(run, 4 * WorkerFleet.BROKEN_OFF, this::rows);
        stopped.awaitTold(TAKEN_OVER, Duration.ofSeconds(10));
        assertThat(stopped.told("failed: ")).isEmpty();
        // What one that was believed dead stages after all stays there; of one that was killed nothing does.
        assertThat(stopped.told().stream().filter(line -> line.contains(TAKEN_OVER)))
                .extracting(FileWorkersIT::nameOfSlice)
                .containsAll(staged());
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

    /** Of a line that begins with {@code [123456789012 us-east-1 2026-11-19]}. */
    private static String nameOfSlice(String line) {
        String[] words = line.substring(1, line.indexOf(']')).split(" ", -1);
        return words[2] + "_" + words[0] + "_" + words[1] + "_0000";
    }

    /** Names of slices. */
    private Set<String> staged() throws IOException {
        Path shared = directory.resolve("shared/_staging/fleet");
        if (into.contains("s3:")) {
            return stand.bucket().keys().stream()
                    .filter(key -> key.contains("_staging/fleet/"))
                    .map(key -> key.substring(0, key.lastIndexOf('/')))
                    .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
        }
        if (!Files.exists(shared)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(shared)) {
            return folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
