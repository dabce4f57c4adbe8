package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.BucketStand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that were moved by other tools, to, from and within buckets, and single files; beside {@link ChangeOfMindTest}. */
class MovedArchiveTest {

    private static final String FOUND = "each of its files is here";
    private static final String BUCKET = "s3://archive/";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(400, 30, 5), "--since=12d");
        job.variables.putAll(stand.environment());
    }

    /** Where a path of a destination lies, of this host or in the bucket as it was downloaded. */
    private static Path below(Path host, Path bucket, String path) {
        return path.startsWith(BUCKET) ? bucket.resolve(path.substring(BUCKET.length())) : host.resolve(path);
    }

    /** As {@code aws s3 cp --recursive} does. */
    private void copy(String from, String to) throws IOException {
        Path source = below(directory, stand.download(Files.createTempDirectory(directory, "bucket")), from);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String more = source.equals(file) ? "" : "/" + source.relativize(file);
                if (to.startsWith(BUCKET)) {
                    stand.upload(file, to.substring(BUCKET.length()) + more);
                } else {
                    Path target = directory.resolve(to + more);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private void remove(String from) throws IOException {
        for (String key : stand.bucket().keys()) {
            if ((BUCKET + key).startsWith(from)) {
                stand.delete(key);
            }
        }
        if (!from.startsWith(BUCKET)) {
            Files.move(directory.resolve(from), directory.resolve("removed"));
        }
    }

    private String into(String destination) {
        return "--into="
                + (destination.contains(BUCKET) ? destination : destination.replace(":", ":" + directory + "/"));
    }

    private static String path(String destination) {
        return destination.substring(destination.indexOf(':') + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:history,               parquet:s3://archive/history",
        "parquet:s3://archive/history,  parquet:s3://archive/of/2026",
        "csv.gz:s3://archive/history,   csv.gz:history",
        "csv:history.csv,               csv:renamed.csv",
        "parquet:s3://archive/a.parquet, parquet:a.parquet"
    })
    void whatWasMovedIsFoundAgainAndNotReadAgain(String from, String to) throws Exception {
        job.run(into(from));
        job.clock.advance(Duration.ofHours(2));
        job.run(into(from));
        copy(path(from), path(to));
        remove(path(from));
        int before = job.simulator.requests().size();
        int planned = job.plan(into(to)).slices().size();

        List<String> notes = job.run(into(to)).notes();

        assertThat(notes).anyMatch(note -> note.startsWith("this is the archive that was at") && note.contains(FOUND));
        assertThat(planned).isEqualTo(2);
        assertThat(job.asked(before)).hasSizeLessThan(12);
        assertThat(job.alarms(into(to))).isEmpty();
        assertThat(job.run(into(to)).notes()).noneMatch(note -> note.contains(FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:history,              parquet:s3://archive/history",
        "parquet:s3://archive/history, parquet:history",
        "csv:history.csv,              csv:copied.csv"
    })
    void whatWasCopiedIsReadOnceMore(String from, String to) throws Exception {
        job.run(into(from));
        copy(path(from), path(to));

        assertThat(job.run(into(to)).notes()).noneMatch(note -> note.contains(FOUND));

        assertThat(job.status(into(from)).runs()).hasSize(1);
    }

    /** Each costs a request; a listing tells of a thousand. */
    @Test
    void filesThatWereMovedIntoABucketAreNotLookedAtOneByOne() throws Exception {
        job.run(into("parquet:history"));
        copy("history", "s3://archive/history");
        remove("history");
        stand.forgetRequests();

        job.plan(into("parquet:s3://archive/history"));

        assertThat(stand.requests())
                .isNotEmpty()
                .filteredOn(request -> request.contains("requested_date="))
                .allMatch(request -> request.startsWith("GetObject"))
                .hasSizeLessThan(3);
    }

    /** A file of that name may be anybody's. */
    @Test
    void aFileThatWasChangedIsReadOnceMore() throws Exception {
        job.run(into("csv:history.csv"));
        Path file = directory.resolve("history.csv");
        String rows = Files.readString(file);
        Files.delete(file);
        Files.writeString(directory.resolve("renamed.csv"), rows.replace("Success", "Succeß"));

        assertThat(job.run(into("csv:renamed.csv")).notes()).noneMatch(note -> note.contains(FOUND));
    }
}
