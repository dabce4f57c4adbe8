package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.plan.Reason;
import io.ssmexport.simulator.AdjustableClock;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.wire.DatedAnswers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on machines whose clock is wrong, and of services that don't tell the time. */
class ServiceTimeTest {

    private static final int A_DAY = 20;

    @TempDir
    private Path directory;

    private @Nullable SimulatedJob job;

    private SimulatedJob at(String now) throws Exception {
        job = new SimulatedJob(directory, Instant.parse(now), new Simulation(A_DAY * 30, 30, 5), "--since=3d");
        return job;
    }

    @AfterEach
    void stop() {
        if (job != null) {
            job.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-03T18:00:00Z, PT10H, 10 h 0 min ahead of",
        "2026-11-03T23:57:00Z, PT5M, 5 min ahead of",
        "2026-11-03T18:00:00Z, PT-52H, 52 h 0 min behind",
        "2026-11-03T00:02:00Z, PT-4M, 4 min behind"
    })
    void aWrongClockSealsNoDayThatGoesOnAndMissesNoneThatIsOver(String now, Duration off, String words)
            throws Exception {
        SimulatedJob service = at(now);
        service.machine = Clock.offset(service.clock, off);
        assertThat(service.run().warnings())
                .anySatisfy(line ->
                        assertThat(line).startsWith("this machine's clock is ").contains(words));
        assertThat(service.count("requested_date = '2026-11-02'")).isEqualTo(A_DAY);
        service.clock.advance(Duration.ofHours(12));
        service.machine = service.clock;
        assertThat(service.run().warnings()).isEmpty();
        assertThat(service.count("requested_date = '2026-11-03'")).isEqualTo(shown(service, "2026-11-03"));
    }

    private static long shown(SimulatedJob service, String day) {
        return PlainLoop.invocations(service.simulator.endpoint()).stream()
                .filter(invocation -> invocation.requestedDateTime().toString().startsWith(day))
                .filter(invocation -> invocation
                        .requestedDateTime()
                        .isBefore(service.clock.instant().minus(Duration.ofMinutes(1))))
                .count();
    }

    @Test
    void aClockThatIsAMonthAheadTakesNothingForForgotten() throws Exception {
        SimulatedJob service = at("2026-11-03T18:00:00Z");
        service.machine = Clock.offset(service.clock, Duration.ofDays(40));
        service.run("--since=29d");
        assertThat(service.count("requested_date >= '2026-10-06'")).isGreaterThanOrEqualTo(28 * A_DAY);
        assertThat(service.run("--since=29d").figures().expired()).isZero();
    }

    @Test
    void aClockThatIsAMonthAheadGivesNothingUpWhereTheServiceTellsNoTime() throws Exception {
        SimulatedJob service = at("2026-11-03T18:00:00Z");
        service.run();
        service.machine = Clock.offset(service.clock, Duration.ofDays(40));
        service.date = () -> null;
        SimulatedJob.Told told = service.run();
        assertThat(told.figures().expired()).isZero();
        assertThat(told.notes()).noneSatisfy(line -> assertThat(line).contains("forgot"));
    }

    @Test
    void aClockThatJumpsDuringARunChangesNoDecisionAndNoTime() throws Exception {
        SimulatedJob service = at("2026-11-03T18:00:00Z");
        AdjustableClock machine = new AdjustableClock(service.clock.instant());
        service.machine = machine;
        service.run(() -> machine.advance(Duration.ofDays(2)), "--parallel=1");
        service.machine = service.clock;
        assertThat(service.status().runs().get(0).endedAt()).isEqualTo("2026-11-03T18:00:00Z");
        assertThat(service.query("select distinct exported_at::varchar from archive"))
                .containsExactly(List.of("2026-11-03 18:00:00+00"));
        assertThat(service.plan().slices())
                .filteredOn(slice -> slice.toRead().slice().date().toString().equals("2026-11-03"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 01 Nov 2099 00:00:00 GMT", "1793000000"})
    void withoutAUsableDateNothingIsSealedAndTheNextRunReadsItAgain(@Nullable String date) throws Exception {
        SimulatedJob service = at("2026-11-09T18:00:00Z");
        service.date = () -> date;
        String[] window = {"--from=2026-11-03", "--until=2026-11-05"};
        assertThat(service.run(window).warnings()).singleElement().asString().contains("without a usable Date");
        assertThat(service.count("true")).isEqualTo(2 * A_DAY);
        assertThat(service.plan(window).slices())
                .hasSize(2)
                .allSatisfy(slice -> assertThat(slice.toRead().why()).isEqualTo("read at a time that is not certain"));
        service.date = () -> DatedAnswers.text(service.clock.instant());
        assertThat(service.run(window).warnings()).isEmpty();
        assertThat(service.plan(window).slices()).isEmpty();
    }

    @Test
    void whatWasReadIsAsOldAsTheFirstPageAlthoughTheRunIsResumedLater() throws Exception {
        SimulatedJob service = at("2026-11-03T12:00:00Z");
        String[] options = {"--since=1d", "--page-size=1", "--pages-per-commit=1", "--parallel=1"};
        service.stopAfter(1, options);
        service.clock.advance(Duration.ofDays(1));
        service.run(options);
        assertThat(service.count("requested_date = '2026-11-03'")).isEqualTo(A_DAY);
    }

    @Test
    void aPlanGoesByTheServicesTimeAndSaysThatTheClockIsWrong() throws Exception {
        SimulatedJob service = at("2026-11-03T18:00:00Z");
        service.machine = Clock.offset(service.clock, Duration.ofDays(3));
        Forecast forecast = service.plan("--account-id=123456789012");
        assertThat(forecast.now()).isEqualTo("2026-11-03T18:00:00Z");
        assertThat(forecast.clockAhead()).isBetween(Duration.ofHours(71), Duration.ofHours(72));
        assertThat(forecast.clockWarning()).contains("clock is 72 h 0 min ahead");
    }

    @Test
    void aSliceThatWasReadByAClockAheadIsReadAgain() throws Exception {
        SimulatedJob service = at("2026-11-03T18:00:00Z");
        service.clock.advance(Duration.ofHours(10));
        service.run();
        service.clock.advance(Duration.ofHours(-9));
        assertThat(service.plan().slices())
                .anySatisfy(slice -> assertThat(slice.toRead().reason()).isEqualTo(Reason.READ_AHEAD));
    }
}
