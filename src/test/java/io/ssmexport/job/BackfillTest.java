package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.coverage.DayCoverage;
import io.ssmexport.coverage.DayState;
import io.ssmexport.coverage.Standing;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class BackfillTest {

    private static final String[] WINDOW = {"--from=2026-11-03", "--until=2026-11-09"};
    private static final String[] AGAIN = {"--from=2026-11-03", "--until=2026-11-09", "--again=true", "--parallel=1"};

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(600, 30, 5), "--since=2d");
    }

    @Test
    void aBackfillLeavesTheIncrementalWindowAlone() throws Exception {
        job.run();
        job.run(WINDOW);
        assertThat(job.query(
                        "select distinct requested_date::varchar from archive where requested_date < '2026-11-17'"))
                .hasSize(6);
        int before = job.simulator.requests().size();
        job.run();
        assertThat(job.asked(before)).hasSizeLessThanOrEqualTo(3);
        assertThat(states(job)).containsOnlyOnce(DayState.OUTSIDE).isNotEmpty();
    }

    private static List<DayState> states(SimulatedJob job) {
        return job.status().sources().get(0).days().stream()
                .filter(day -> day.date().equals(LocalDate.parse("2026-11-12")))
                .map(DayCoverage::state)
                .toList();
    }

    /** Its slices become visible together, each time those that are new. */
    @Test
    void aSingleFileTakesUpTheSlicesThatFailed() throws Exception {
        String[] options = {"--regions=us-east-1,eu-west-1", "--from=2026-11-03", "--until=2026-11-05"};
        job.faults.deny("eu-west-1");
        assertThat(job.run(into("rows.csv", options)).failed()).isNotEmpty();
        job.faults.allow("eu-west-1");
        assertThat(job.run(into("rows.csv", options)).failed()).isEmpty();
        job.run(into("undisturbed.csv", options));
        assertThat(keys("rows.csv")).isNotEmpty().containsExactlyInAnyOrderElementsOf(keys("undisturbed.csv"));
    }

    private String[] into(String file, String... options) {
        return Stream.concat(Stream.of(options), Stream.of("--into=csv:" + directory.resolve(file)))
                .toArray(String[]::new);
    }

    private List<List<@Nullable String>> keys(String file) throws SQLException {
        return DuckDb.rows(directory.resolve(file)).stream()
                .map(row -> row.subList(0, 5))
                .toList();
    }

    @Test
    void aBackfillReadsOnlyWhatIsMissing() {
        job.run("--from=2026-11-05", "--until=2026-11-07");
        int before = job.simulator.requests().size();
        job.run(WINDOW);
        assertThat(job.asked(before)).hasSize(4);
        assertThat(job.run(WINDOW).figures().slices()).isZero();
    }

    /** As a run of cron and one by hand see it that have different time zones. */
    @Test
    void itGoesOnAtItsLastCheckpointEvenIfThatBearsAnEarlierTime() throws Exception {
        String[] oneByOne = {
            "--from=2026-11-05", "--until=2026-11-06", "--page-size=1", "--pages-per-commit=1", "--again=true"
        };
        job.run(oneByOne);
        int whole = job.asked(0).size();
        job.faults.gatewayEvery(7);
        job.run(oneByOne);
        inTheState("update batch_step_execution set create_time = create_time + interval '8' hour");
        job.run(oneByOne);
        job.faults.gatewayEvery(0);
        int before = job.simulator.requests().size();
        job.run(oneByOne);
        assertThat(job.asked(before)).hasSize(whole - 6 - 6);
    }

    private void inTheState(String update) {
        StateDirectory state = StateDirectory.of(new StatePlace.Directory(directory.resolve("state")), "job", Map.of());
        try (StateDatabase database = StateDatabase.open(state, 1)) {
            JdbcClient.create(database.dataSource()).sql(update).update();
        }
    }

    @Test
    void askedAgainItReadsAllOfItsWindow() {
        job.run(WINDOW);
        assertThat(job.run(AGAIN).figures().slices()).isEqualTo(6);
    }

    @Test
    void whatIsSealedIsNotAboutToBeLostWhenItIsAskedForAgain() {
        job.run("--from=2026-10-21", "--until=2026-10-23");
        assertThat(job.run("--from=2026-10-21", "--until=2026-10-23", "--again=true")
                        .warnings())
                .isEmpty();
    }

    @Test
    void theLedgerHasThePagesOfASingleFile() {
        String into = "--into=csv:" + directory.resolve("all.csv");
        job.run(WINDOW[0], WINDOW[1], into);
        assertThat(job.plan(WINDOW[0], WINDOW[1], "--again=true", into).slices())
                .isNotEmpty()
                .allSatisfy(slice -> assertThat(slice.basis()).isEqualTo(Forecast.Basis.LEDGER));
    }

    @Test
    void oneThatWasStoppedWhileReadingAgainGoesOnWhereItWas() {
        job.run(WINDOW);
        int before = job.simulator.requests().size();
        long stopped = job.stopAfter(2, AGAIN).figures().slices();
        assertThat(stopped).isBetween(2L, 3L);
        assertThat(job.run(AGAIN).figures().slices()).isBetween(3L, 4L).isEqualTo(6 - stopped);
        // The page that was being asked for when it was stopped is asked for again.
        assertThat(job.asked(before)).hasSizeBetween(6, 7);
    }

    @Test
    void itsStandingCountsWhatFailedAndNothingElse() {
        job.faults.deny("us-east-1");
        assertThat(standing(job.run(WINDOW), WINDOW)).isEqualTo(6);
        job.faults.allow("us-east-1");
        assertThat(standing(job.run(AGAIN), AGAIN)).isZero();
    }

    private long standing(SimulatedJob.Told told, String... options) {
        ExportOptions parsed = job.options(options);
        return Standing.of(
                        KnownArchive.read(parsed, Map.of()).orElseThrow(),
                        parsed,
                        told.figures().sources(),
                        told.figures().now().orElseThrow())
                .unsealedSlices();
    }

    @Test
    void oneThatEndsWithinASliceDoesNotForgetWhatLiesBehind() throws Exception {
        job.run(WINDOW);
        long whole = job.count("requested_date = '2026-11-08'");
        SimulatedJob.Told told = job.run("--from=2026-11-08", "--until=2026-11-08T12:00:00Z", "--again=true");
        assertThat(told.figures().kept()).isZero();
        assertThat(job.count("requested_date = '2026-11-08'")).isEqualTo(whole);
        assertThat(job.plan("--from=2026-11-08", "--until=2026-11-09").slices()).isEmpty();
    }

    @Test
    void oneThatAsksForWhatAwsHasForgottenIsWarned() {
        SimulatedJob.Told told = job.run("--from=2026-10-18", "--until=2026-10-24");
        assertThat(told.notes()).first().asString().contains("2 slices asked for end before 2026-10-20T12:00:00Z");
    }

    @Test
    void aRunStoppedAgainAndAgainHasTheRowsOfOneThatWasNot() throws Exception {
        String[] fleet = {
            "--since=6d",
            "--regions=us-east-1,eu-west-1",
            "--roles=arn:aws:iam::111111111111:role/read,arn:aws:iam::222222222222:role/read",
            "--page-size=5",
            "--pages-per-commit=1"
        };
        for (int stops = 0; stops < 4; stops++) {
            job.stopAfter(3 + stops, fleet);
        }
        job.run(fleet);
        assertThat(job.query("select account_id, region, count(distinct (command_id, instance_id)), count(*) -"
                        + " count(distinct (command_id, instance_id, plugin_index)) from archive where"
                        + " requested_date < '2026-11-19' group by all order by all"))
                .containsExactly(
                        List.of("111111111111", "eu-west-1", "120", "0"),
                        List.of("111111111111", "us-east-1", "120", "0"),
                        List.of("222222222222", "eu-west-1", "120", "0"),
                        List.of("222222222222", "us-east-1", "120", "0"));
        job.clock.advance(Duration.ofDays(1));
        assertThat(job.run(fleet).failed()).isEmpty();
    }
}
