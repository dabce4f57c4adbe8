package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of twenty invocations of which some pages, of one each, are committed. */
class MidSliceTest {

    private static final int A_DAY = 20;
    private static final String[] ONE_BY_ONE = {
        "--from=2026-11-10", "--until=2026-11-11", "--page-size=1", "--pages-per-commit=1"
    };

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(600, 30, 5), ONE_BY_ONE);
    }

    @Test
    void aStoppedRunGoesOnAtThePageAfterItsLastCommit() throws Exception {
        long whole = job.run("--name=whole", "--into=parquet:" + directory.resolve("whole"))
                .figures()
                .pages();
        job.stopAfterPages(7);
        int before = job.simulator.requests().size();
        SimulatedJob.Told told = job.run();
        assertThat(told.figures().pages())
                .isEqualTo(whole - 7)
                .isEqualTo(job.asked(before).size());
        assertThat(told.figures().invocations()).isEqualTo(job.count("true")).isEqualTo(A_DAY);
    }

    /** Of what was staged before nothing is left, or an invocation would stay as it was read then. */
    @Test
    void whereTheTokenIsNoLongerTakenTheSliceIsReadAnewAndNothingOfTheFirstReadingStays() throws Exception {
        job.stopAfterPages(7);
        job.faults.expireTokens();
        job.clock.advance(Duration.ofHours(1));
        SimulatedJob.Told told = job.run("--page-size=20");
        assertThat(told.notes())
                .anySatisfy(line -> assertThat(line)
                        .endsWith("starts again at its first page: the service no longer takes the token of page 8"));
        assertThat(job.query("select distinct exported_at::varchar from archive"))
                .containsExactly(List.of("2026-11-19 13:00:00+00"));
        assertThat(job.count("true")).isEqualTo(A_DAY);
    }

    @Test
    void tokensThatNeverLastFailTheSliceAfterSomeTries() {
        SimulatedJob.Told told = job.runPageByPage(job.faults::expireTokens);
        assertThat(told.failed()).hasSize(1);
        assertThat(told.notes().stream().filter(line -> line.contains("starts again at its first page")))
                .hasSize(3);
    }

    @Test
    void aStopLeavesNoWarningOfWhatAwsWillForget() {
        String[] old = {"--from=2026-10-21", "--until=2026-10-23", "--parallel=1"};
        assertThat(job.stopAfterPages(1, old).warnings()).isEmpty();
    }
}
