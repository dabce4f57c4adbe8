package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.ssm.Access;
import io.ssmexport.state.Archive;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a run counts, what is known of it afterwards, and which options it goes by on its way. */
@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class RunOutcomeTest {

    private static final Instant NOW = Instant.parse("2026-11-19T12:00:00Z");
    private static final String[] TWO_REGIONS = {
        "--from=2026-11-14", "--until=2026-11-18", "--regions=us-east-1,eu-west-1"
    };

    private static final String[] ALL_ENDED = {
        "--from=2026-11-13", "--until=2026-11-14", "--regions=us-east-1,eu-west-1", "--account-id=123456789012"
    };

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(directory, NOW, new Simulation(140, 7, 5));
    }

    private Archive known() {
        return KnownArchive.read(job.options(TWO_REGIONS), Map.of()).orElseThrow();
    }

    @Test
    void aRunOfWhichARegionFailedIsNoSuccessUntilTheRegionIsReadToo() {
        job.faults.deny("eu-west-1");
        job.run(TWO_REGIONS);
        assertThat(known().lastSuccess()).isNull();
        assertThat(known().lastFailure()).isNotNull();
        job.run(TWO_REGIONS);
        assertThat(known().lastSuccess()).isNull();

        job.faults.allow("eu-west-1");
        job.clock.advance(Duration.ofMinutes(1));
        job.run(TWO_REGIONS);
        Instant success = job.clock.instant();
        assertThat(known().lastSuccess()).isEqualTo(success);
        assertThat(known().lastFailure()).isNull();
    }

    @Test
    void anExportWithNothingToDoIsASuccess() {
        job.run(ALL_ENDED);
        job.clock.advance(Duration.ofMinutes(1));
        assertThat(job.run(ALL_ENDED).figures().slices()).isZero();
        assertThat(known().lastSuccess()).isEqualTo(job.clock.instant());
    }

    @Test
    void anExportWithNothingElseToDoIsNoneWhileWhatItTookUpFails() {
        job.faults.deny("eu-west-1");
        job.run(ALL_ENDED);
        SimulatedJob.Told told = job.run(ALL_ENDED);
        assertThat(told.notes()).anySatisfy(line -> assertThat(line).startsWith("nothing to do: "));
        assertThat(told.failed()).isNotEmpty();
        assertThat(known().lastSuccess()).isNull();
    }

    @Test
    void aRunThatOnlyFailedIsIncomplete() {
        job.faults.deny("us-east-1");
        job.faults.deny("eu-west-1");
        job.run(TWO_REGIONS);
        assertThat(known().runs().get(0).outcome()).isEqualTo("incomplete");
        assertThat(known().lastSuccess()).isNull();
    }

    @Test
    void whatWasAskedForAgainIsCounted() {
        job.faults.throttleEvery(4);
        SimulatedJob.Told told = job.run(TWO_REGIONS);
        long refused = job.simulator.requests().stream()
                .filter(request -> request.errorCode().equals("ThrottlingException"))
                .count();
        assertThat(told.failed()).isEmpty();
        assertThat(told.figures().retries()).isEqualTo(refused).isPositive();
        assertThat(told.figures().throttles()).isEqualTo(refused);
        assertThat(known().runs().get(0).counts().retries()).isEqualTo(refused);
    }

    @Test
    void whatIsAskedForBeforeAnySliceCountsToo() {
        job.run(ALL_ENDED);
        job.faults.throttleEvery(2);
        assertThat(job.run(ALL_ENDED).figures().retries()).isZero();
        SimulatedJob.Told throttled = job.run(ALL_ENDED);
        assertThat(throttled.figures().slices()).isZero();
        assertThat(throttled.figures().retries()).isEqualTo(1);
    }

    @Test
    void aCommitHasAsManyPagesAsItSays() {
        RunFigures told = job.run("--from=2026-11-13", "--until=2026-11-14", "--page-size=1", "--pages-per-commit=3")
                .figures();
        assertThat(told.slices()).isEqualTo(1);
        assertThat(told.done() - told.slices())
                .isEqualTo((told.pages() + 2) / 3)
                .isGreaterThan(3);
    }

    @Test
    void noMoreSlicesAreReadAtATimeThanItSays() {
        job.faults.set("latency=50ms");
        job.run("--from=2026-11-13", "--until=2026-11-19", "--parallel=2", "--page-size=5");
        assertThat(job.simulator.mostAtOnce()).isEqualTo(2);
    }

    @Test
    void theCapIsThatOfTheOptions() {
        job.run("--max-requests-per-second=50");
        assertThat(job.asked).isNotNull().extracting(Access::requestsPerSecond).isEqualTo(50.0);
        job.run();
        assertThat(job.asked).isNotNull().extracting(Access::requestsPerSecond).isNull();
    }

    @Test
    void slicesAreNeitherNarrowerNorWiderThanThoseThatAreThere() {
        job.run("--since=1d", "--slice=6h");
        for (String other : new String[] {"--slice=1h", "--slice=1d"}) {
            assertThatThrownBy(() -> job.run("--since=1d", other)).hasMessageStartingWith("[slice] must stay 6h for ");
        }
    }
}
