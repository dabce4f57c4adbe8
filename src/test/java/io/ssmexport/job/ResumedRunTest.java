package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run does with what an earlier one left, beside going on with it. */
class ResumedRunTest {

    private static final String[] AGAIN = {"--from=2026-11-03", "--until=2026-11-09", "--again=true", "--parallel=1"};

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(600, 30, 5));
    }

    @Test
    void whatFailsAgainIsNotTriedOnceMore() {
        String[] regions = {"--from=2026-11-03", "--until=2026-11-06", "--regions=us-east-1,eu-west-1", "--parallel=1"};
        job.faults.deny("eu-west-1");
        job.run(regions);
        int before = job.simulator.requests().size();
        assertThat(job.run(regions).failed()).hasSize(3);
        assertThat(job.asked(before))
                .filteredOn(request -> request.region().equals("eu-west-1"))
                .hasSize(1);
    }

    @Test
    void whoAsksForSomethingElseAgainGetsAllOfIt() {
        long stopped = job.stopAfter(2, AGAIN).figures().slices();
        assertThat(job.run("--from=2026-11-03", "--until=2026-11-08", "--again=true")
                        .figures()
                        .slices())
                .isEqualTo(6 - stopped + 5);
    }

    @Test
    void whatIsOnlyNeededToGoOnIsForgottenAMonthAfterTheRunHasEnded() {
        job.run("--since=2d");
        job.clock.advance(Duration.ofDays(29));
        job.run("--since=2d");
        assertThat(kept()).containsExactly(1L, 2L);
        job.clock.advance(Duration.ofDays(2));
        job.run("--since=2d");
        assertThat(kept()).containsExactly(2L, 3L);
        assertThat(job.status("--since=2d").runs()).hasSize(3);
    }

    /** Runs that have slices and executions. */
    private List<Long> kept() {
        StateDirectory state = StateDirectory.of(new StatePlace.Directory(directory.resolve("state")), "job", Map.of());
        try (StateDatabase database = StateDatabase.open(state, 1)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            List<Long> planned = jdbc.sql("select distinct run_id from planned_slice order by run_id")
                    .query(Long.class)
                    .list();
            assertThat(jdbc.sql("select count(*) from batch_job_instance")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(planned.size());
            return planned;
        }
    }
}
