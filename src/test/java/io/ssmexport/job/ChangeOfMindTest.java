package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that the guide describes for a job and an archive whose place or name changes, and for a backup. */
class ChangeOfMindTest {

    private static final String ROWS =
            "select command_id, instance_id, plugin_index, status, output from archive order by all";

    /** Long enough for AWS to forget some of what is archived. */
    private static final Duration LATER = Duration.ofDays(5);

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void export() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(900, 30, 5), "--since=28d");
        job.run();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void aJobThatIsRenamedWithItsStateGoesOnAsBefore() throws Exception {
        List<List<@Nullable String>> rows = job.query(ROWS);
        Path state = directory.resolve("state");
        Files.move(state.resolve("job"), state.resolve("renamed"));
        int before = job.simulator.requests().size();
        int again = job.plan("--name=renamed").slices().size();

        assertThat(job.run("--name=renamed").failed()).isEmpty();

        assertThat(again).isLessThan(6);
        assertThat(job.asked(before)).hasSizeLessThan(28);
        assertThat(job.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void anArchiveThatIsMovedIsFoundAgainAndNotReadAgain() throws Exception {
        job.clock.advance(LATER);
        job.run();
        job.forgetting("2026-10-25").forget();
        List<List<@Nullable String>> rows = job.query(ROWS);
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(job.archive(), elsewhere);
        String into = "--into=parquet:" + elsewhere;
        int before = job.simulator.requests().size();
        int planned = job.plan(into).slices().size();

        SimulatedJob.Told told = job.run(into);

        assertThat(told.notes())
                .contains("this is the archive that was at parquet:" + job.archive() + ": each of its files is here");
        assertThat(planned).isLessThan(6);
        assertThat(job.asked(before)).hasSizeLessThan(12);
        assertThat(job.status(into).runs()).hasSize(3);
        assertThat(job.run(into).notes()).noneMatch(note -> note.contains("each of its files is here"));
        Files.move(elsewhere, job.archive());
        assertThat(job.query(ROWS)).isEqualTo(rows);
    }

    /** Then the state says nothing for sure of what is there. */
    @ParameterizedTest
    @ValueSource(strings = {"a file is gone", "a file was changed", "the archive was copied"})
    void anArchiveThatIsNotAllThereIsReadOnceMoreAndKeepsWhatAwsHasForgotten(String change) throws Exception {
        job.clock.advance(LATER);
        job.run();
        List<List<@Nullable String>> rows = job.query(ROWS);
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(job.archive(), elsewhere);
        Path file = elsewhere.resolve("requested_date=2026-11-15/123456789012_us-east-1_0000.parquet");
        switch (change) {
            case "a file is gone" -> Files.delete(file);
            case "a file was changed" ->
                Files.copy(
                        elsewhere.resolve("requested_date=2026-11-14/123456789012_us-east-1_0000.parquet"),
                        file,
                        StandardCopyOption.REPLACE_EXISTING);
            default -> copy(Objects.requireNonNull(file.getParent()), job.archive());
        }

        SimulatedJob.Told told = job.run("--into=parquet:" + elsewhere);

        assertThat(told.failed()).isEmpty();
        assertThat(told.notes()).noneMatch(note -> note.contains("each of its files is here"));
        if (Files.exists(job.archive())) {
            Files.move(job.archive(), directory.resolve("copy"));
        }
        Files.move(elsewhere, job.archive());
        assertThat(job.query(ROWS.replace("select", "select distinct"))).isEqualTo(rows);
    }

    @Test
    void aStateThatIsRestoredFromABackupLosesAndDoublesNothing() throws Exception {
        Path state = directory.resolve("state").resolve("job");
        Path backup = directory.resolve("backup");
        copy(state, backup);
        job.clock.advance(LATER);
        job.run();
        List<List<@Nullable String>> rows = job.query(ROWS);
        Files.move(state, directory.resolve("lost"));
        copy(backup, state);

        assertThat(job.run().failed()).isEmpty();

        assertThat(job.query(ROWS)).isEqualTo(rows);
    }

    /** As the guide says to go back: with the state from before the upgrade. */
    @Test
    void anUpgradeIsTakenBackWithTheStateOfBefore() throws Exception {
        Path state = directory.resolve("state").resolve("job");
        Path backup = directory.resolve("backup");
        copy(state, backup);
        job.clock.advance(LATER);
        job.run();
        List<List<@Nullable String>> rows = job.query(ROWS);
        asANewerProgramLeavesIt(state);
        assertThatThrownBy(() -> job.run()).hasMessageContaining("use the newer one, or move the file away");

        Files.move(state, directory.resolve("newer"));
        copy(backup, state);
        assertThat(job.run().failed()).isEmpty();

        assertThat(job.query(ROWS)).isEqualTo(rows);
    }

    private static void asANewerProgramLeavesIt(Path state) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + state.resolve("state"), "ssm_export", "");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into "flyway_schema_history" values (99, '99', 'cost', 'SQL', 'V99__cost.sql', 1, '', now(), 1, true)""");
        }
    }
}
