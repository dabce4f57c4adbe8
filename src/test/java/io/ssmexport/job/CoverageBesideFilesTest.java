package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a dataset says to its readers of the days that it has; what the views make of it is in {@link ViewsOverFilesTest}. */
class CoverageBesideFilesTest {

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(60, 3, 5), "--since=3d");
        job.variables.putAll(stand.environment());
    }

    private List<List<@Nullable String>> days() throws Exception {
        return DuckDb.query("select day, slices from read_json('" + job.archive()
                + "/_coverage/job.jsonl.gz', columns = {day: 'varchar', slices: 'int'}) order by day");
    }

    @Test
    void aBucketIsToldOnceARunAlsoWhereThereIsNothingToDo() {
        for (int run = 1; run <= 2; run++) {
            stand.forgetRequests();
            job.run("--into=parquet:s3://archive/history");
            assertThat(stand.requests())
                    .filteredOn(request -> request.contains("/_coverage/"))
                    .singleElement()
                    .asString()
                    .startsWith("PutObject")
                    .endsWith("history/_coverage/job.jsonl.gz");
        }
    }

    @Test
    void itChangesWithTheArchive() throws Exception {
        job.run("--from=2026-11-17", "--until=2026-11-19");
        assertThat(days()).containsExactly(List.of("2026-11-17", "1"), List.of("2026-11-18", "1"));

        job.forgetting("2026-11-18").forget();
        assertThat(days()).containsExactly(List.of("2026-11-18", "1"));
    }

    /** A bucket's policy of before may not let it be written. */
    @Test
    void whereItCannotBeWrittenTheRunSaysSoAndIsDone() throws Exception {
        Files.createDirectories(job.archive());
        Files.writeString(job.archive().resolve("_coverage"), "in its way");

        SimulatedJob.Told told = job.run();

        assertThat(told.failed()).isEmpty();
        assertThat(told.warnings())
                .singleElement()
                .asString()
                .startsWith("coverage_by_day over the files stays as it was: [into] can't write ")
                .contains("_coverage");
        assertThat(job.alarms()).isEmpty();
        assertThat(job.archive().resolve("_staging")).doesNotExist();
    }

    @Test
    void whoMovesTheDaysAloneMovesTheArchive() throws Exception {
        job.run();
        Path moved = Files.createDirectories(directory.resolve("moved"));
        for (String day : List.of("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")) {
            Files.move(job.archive().resolve("requested_date=" + day), moved.resolve("requested_date=" + day));
        }

        assertThat(job.run("--into=parquet:" + moved).notes())
                .anyMatch(note -> note.contains("each of its files is here"));
    }

    @Test
    void aSingleFileStaysAlone() {
        job.run("--into=parquet:" + directory.resolve("one/history.parquet"));
        assertThat(directory.resolve("one")).isDirectoryContaining("glob:**/history.parquet");
        assertThat(directory.resolve("one/_coverage")).doesNotExist();
    }
}
