package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.slice.Source;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers with status 200 that are JSON but no list of invocations, and lists that never end. */
class NoListTest {

    private static final int A_DAY = 20;
    private static final String[] WINDOW = {
        "--from=2026-11-05", "--until=2026-11-06", "--page-size=5", "--pages-per-commit=1"
    };

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(A_DAY * 30, 30, 5));
    }

    private void nextRunReadsAll() throws Exception {
        assertThat(job.run(WINDOW).failed()).isEmpty();
        assertThat(job.count("requested_date = '2026-11-05'")).isEqualTo(A_DAY);
        assertThat(job.plan(WINDOW).slices()).isEmpty();
    }

    @Test
    void wordsOfSomethingElseFailTheSliceAndAreTold() throws Exception {
        job.faults.gatewayEvery(1);
        assertThat(job.run(WINDOW).reasons())
                .containsExactly("[123456789012 us-east-1 2026-11-05 page 1] the answer must have the member"
                        + " CommandInvocations but had instead message; check AWS_ENDPOINT_URL and what stands between"
                        + " here and AWS (proxy, gateway), then run again");
        job.faults.gatewayEvery(0);
        nextRunReadsAll();
    }

    @Test
    void wordsOfSomethingElseInTheMiddleOfAListFailTheSliceToo() throws Exception {
        job.faults.gatewayEvery(3);
        assertThat(job.run(WINDOW).failed()).hasSize(1);
        job.faults.gatewayEvery(0);
        nextRunReadsAll();
    }

    @Test
    void aListThatIsLeftOutFailsAnEmptySlice() throws Exception {
        String[] whole = {"--from=2026-11-05", "--until=2026-11-06"};
        job.faults.noListEvery(1);
        assertThat(job.run(whole).figures().failures().values())
                .singleElement()
                .asString()
                .contains("page 1] the answer must have the member CommandInvocations but lacked it");
        job.faults.noListEvery(0);
        assertThat(job.run(whole).figures().invocations()).isEqualTo(A_DAY);
    }

    @Test
    void aListThatIsLeftOutInTheMiddleLosesNothingAndSealsNothing() throws Exception {
        job.faults.noListEvery(4);
        SimulatedJob.Told told = job.run(WINDOW);
        assertThat(told.failed()).hasSize(1);
        assertThat(job.status(WINDOW).runs().get(0).outcome()).isEqualTo("incomplete");
        assertThat(told.figures().invocations()).isEqualTo(A_DAY - 5);
        assertThat(job.count("true")).isEqualTo(A_DAY - 5);
        job.faults.noListEvery(0);
        nextRunReadsAll();
    }

    @Test
    void aPlanSaysThatASourceAnswersWithSomethingElse() {
        job.faults.gatewayEvery(1);
        Forecast forecast = job.plan(WINDOW);
        assertThat(forecast.refused()).containsOnlyKeys(new Source("123456789012", "us-east-1"));
        assertThat(forecast.refused().values()).first().asString().contains("must have the member CommandInvocations");
    }

    @Test
    void tokensThatComeInTurnFailTheSliceInsteadOfGoingOnForEver() throws Exception {
        job.faults.cycleTokensAfter(2);
        assertThat(job.run(WINDOW).reasons())
                .containsExactly(
                        "[123456789012 us-east-1 2026-11-05 page 3] the token of the next page must be new but is"
                                + " that of an earlier page, so the list would never end; run again to read on from the last"
                                + " committed page");
        job.faults.cycleTokensAfter(0);
        nextRunReadsAll();
    }

    @Test
    void whatComesTwiceIsCountedOnce() throws Exception {
        job.faults.duplicateEvery(1);
        RunFigures figures = job.run(WINDOW).figures();
        assertThat(figures.invocations()).isEqualTo(A_DAY);
        assertThat(job.query("select count(*) from archive").get(0)).containsExactly(String.valueOf(figures.rows()));
        assertThat(job.status(WINDOW).runs().get(0).counts().invocations()).isEqualTo(A_DAY);
    }
}
