package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;

/** Runs of one job as days go by: twenty invocations a day, of which five end up to three days late. */
class IncrementalTest {

    private static final int A_DAY = 20;
    private static final String OPEN = "status in ('Pending', 'InProgress', 'Delayed', 'Cancelling')";
    private static final Pattern AFTER = Pattern.compile("\"InvokedAfter\",\"value\":\"([^\"]+)\"");

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = at("2026-11-01T05:30:00Z");
    }

    private SimulatedJob at(String now, String... defaults) throws Exception {
        return new SimulatedJob(directory, Instant.parse(now), new Simulation(A_DAY * 30, 30, 5), defaults);
    }

    @Test
    void aStatusThatComesLateIsReadUntilItIsFinal() throws Exception {
        job.run("--since=4d");
        assertThat(job.count(OPEN)).isPositive();
        job.clock.advance(Duration.ofDays(4));
        job.run("--since=4d");
        assertThat(job.count(OPEN + " and requested_date_time < '2026-11-01T00:00:00Z'"))
                .isZero();
    }

    @Test
    void aSealedSliceIsNotReadAgain() {
        job.run("--since=8d");
        int before = job.simulator.requests().size();
        job.clock.advance(Duration.ofMinutes(10));
        job.run("--since=8d");
        assertThat(job.asked(before))
                .hasSizeLessThanOrEqualTo(4)
                .allSatisfy(request -> assertThat(after(request)).isAfter("2026-10-28T00:00:00Z"));
    }

    @Test
    void aRunWithNothingNewAsksForOnePage() {
        String[] options = {"--since=8d", "--command-id=11111111-1111-4111-8111-111111111111"};
        job.run(options);
        int before = job.simulator.requests().size();
        job.clock.advance(Duration.ofMinutes(10));
        job.run(options);
        assertThat(job.asked(before)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatAFilterHidesWhileItRunsIsReadOnceItHasEnded() throws Exception {
        String[] options = {"--since=4d", "--filters=key=Status,value=Success"};
        assertThat(job.run(options).figures().open()).isPositive();
        for (int day = 0; day < 4; day++) {
            job.clock.advance(Duration.ofDays(1));
            job.run(options);
        }
        String[] sealed = {"--from=2026-10-28", "--until=2026-11-01"};
        assertThat(job.count("requested_date_time < '2026-11-01T00:00:00Z'"))
                .isEqualTo(PlainLoop.invocations(job.simulator.endpoint()).stream()
                        .filter(invocation -> isWithin(invocation.requestedDateTime(), "2026-10-28", "2026-11-01"))
                        .filter(invocation -> invocation.status() == CommandInvocationStatus.SUCCESS)
                        .count());
        assertThat(job.plan(options[1], sealed[0], sealed[1]).slices()).isEmpty();
    }

    private static boolean isWithin(Instant time, String from, String until) {
        return !time.isBefore(Instant.parse(from + "T00:00:00Z")) && time.isBefore(Instant.parse(until + "T00:00:00Z"));
    }

    @Test
    void theNewestSlicesComeFirstButForThoseThatAwsIsAboutToForget() {
        job.run("--parallel=1");
        List<String> order = job.asked(0).stream()
                .map(request -> after(request).plusSeconds(1).toString())
                .toList();
        // One is merged while the next is read, so that neighbours can change places.
        assertThat(order.subList(0, 3))
                .containsExactlyInAnyOrder("2026-10-02T00:00:00Z", "2026-10-03T00:00:00Z", "2026-10-04T00:00:00Z");
        assertThat(order.subList(3, 5))
                .isSubsetOf("2026-11-01T00:00:00Z", "2026-10-31T00:00:00Z", "2026-10-30T00:00:00Z");
        assertThat(order).last().isIn("2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z");
    }

    @Test
    void whatAwsForgotStaysAndIsNotAskedFor() throws Exception {
        job.run("--since=30d");
        job.clock.advance(Duration.ofDays(35));
        int before = job.simulator.requests().size();
        SimulatedJob.Told told = job.run("--since=30d");
        assertThat(job.count("requested_date_time < '2026-11-01T00:00:00Z'")).isGreaterThanOrEqualTo(29 * A_DAY);
        assertThat(job.asked(before))
                .allSatisfy(request -> assertThat(after(request)).isAfter("2026-11-05T00:00:00Z"));
        assertThat(told.notes())
                .anySatisfy(line -> assertThat(line)
                        .contains("before they were sealed")
                        .contains("what was exported of them stays"));
    }

    @Test
    void everyInvocationAroundMidnightIsExportedOnce() throws Exception {
        job.close();
        job = at("2026-11-19T23:59:30Z");
        for (int run = 0; run < 4; run++) {
            job.run("--since=1d");
            job.clock.advance(Duration.ofSeconds(40));
        }
        assertThat(job.count("requested_date = '2026-11-19'")).isEqualTo(A_DAY);
        assertThat(job.query("select count(*) from archive where requested_date != requested_date_time::date"))
                .containsExactly(List.of("0"));
    }

    @Test
    void theHostsTimeZoneAndItsDaylightSavingChangeNothing() throws Exception {
        TimeZone host = TimeZone.getDefault();
        try {
            // Five minutes before New York's clocks go back.
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            job.run("--since=2d", "--slice=1h");
            job.clock.advance(Duration.ofHours(2));
            job.run("--since=2d", "--slice=1h");
        } finally {
            TimeZone.setDefault(host);
        }
        assertThat(job.count("requested_date_time < '2026-11-01T00:00:00Z'"
                        + " and requested_date_time >= '2026-10-31T00:00:00Z'"))
                .isEqualTo(A_DAY);
        assertThat(job.query("""
                        select count(*) from archive
                        where requested_date::varchar != strftime(requested_date_time at time zone 'UTC', '%Y-%m-%d')""")).containsExactly(List.of("0"));
    }

    @Test
    void aSliceThatComesBackWithLessKeepsWhatItHad() throws Exception {
        job.run("--since=30d");
        long before = job.count("requested_date = '2026-10-03'");
        job.clock.advance(Duration.ofDays(1));
        SimulatedJob.Told told = job.run("--from=2026-10-03", "--until=2026-10-04", "--again=true");
        assertThat(told.figures().kept()).isPositive();
        assertThat(job.count("requested_date = '2026-10-03'")).isEqualTo(before);
    }

    @Test
    void aSliceThatAwsIsAboutToForgetIsWarnedAboutDaysAhead() {
        job.faults.deny("us-east-1");
        assertThat(job.run("--since=1d").warnings()).isEmpty();
        job.clock.advance(Duration.ofDays(25));
        assertThat(job.run("--since=1d").warnings())
                .containsExactly(
                        "AWS forgets within 5 days: 2 slices of 123456789012 us-east-1 that are not sealed, the first"
                                + " 2026-10-31 (never read)");
        assertThat(job.run("--since=1d", "--warn-days=2").warnings()).isEmpty();
        assertThat(job.status("--since=1d").forgottenSoon()).hasSize(2);
        assertThat(job.status("--since=1d", "--warn-days=1").forgottenSoon()).isEmpty();

        job.faults.allow("us-east-1");
        assertThat(job.run("--since=1d").warnings()).isEmpty();
    }

    private static Instant after(Request request) {
        Matcher matcher = AFTER.matcher(request.body());
        assertThat(matcher.find()).as(request.body()).isTrue();
        return Instant.parse(matcher.group(1));
    }
}
