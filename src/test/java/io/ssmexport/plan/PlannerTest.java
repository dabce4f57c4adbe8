package io.ssmexport.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssmexport.options.PointInTime;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of November 2026 stand for their slices; it is the 20th, 12:00. */
class PlannerTest {

    private static final Source SOURCE = new Source("123456789012", "us-east-1");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Planner.Known NOTHING = known();

    private static PlanRequest since(String age) {
        return new PlanRequest(null, null, PointInTime.parse(age), DAY, false, false);
    }

    private static PlanRequest window(String from, @Nullable String until) {
        return new PlanRequest(
                PointInTime.parse(from),
                until == null ? null : PointInTime.parse(until),
                PointInTime.parse("30d"),
                DAY,
                false,
                false);
    }

    private static PlanRequest again(PlanRequest request) {
        return new PlanRequest(request.from(), request.until(), request.since(), request.slice(), true, false);
    }

    private static Slice day(String date) {
        return new Slice(SOURCE.account(), SOURCE.region(), Instant.parse(date + "T00:00:00Z"), DAY);
    }

    private static LedgerEntry read(String date, String until, int open) {
        return new LedgerEntry(
                day(date),
                Instant.parse(until),
                1,
                new SliceExport(7, open, 7, 0, null, 0, null),
                Instant.parse("2026-11-20T03:00:00Z"));
    }

    private static LedgerEntry sealed(String date) {
        return read(date, day(date).end().toString(), 0);
    }

    private static Planner.Known known(LedgerEntry... entries) {
        return known(null, entries);
    }

    private static Planner.Known known(@Nullable String lastRun, LedgerEntry... entries) {
        return new Planner.Known(
                Arrays.stream(entries).collect(Collectors.toMap(LedgerEntry::slice, Function.identity())),
                Map.of(),
                lastRun == null ? null : Instant.parse(lastRun),
                null,
                entry -> true);
    }

    private static Plan plan(PlanRequest request, Planner.Known known) {
        return new Planner(request, known, NOW).plan(List.of(SOURCE), Set.of(), null);
    }

    private static List<String> dates(Plan plan) {
        return plan.slices().stream()
                .map(read -> read.slice().date().toString())
                .toList();
    }

    @Test
    void anIncrementalRunReadsTheNewestFirstUpToAMinuteAgo() {
        Plan plan = plan(since("2d"), NOTHING);
        assertThat(plan.planned())
                .containsExactly(
                        new PlannedSlice(day("2026-11-20"), Instant.parse("2026-11-20T11:59:00Z")),
                        new PlannedSlice(day("2026-11-19"), Instant.parse("2026-11-20T00:00:00Z")),
                        new PlannedSlice(day("2026-11-18"), Instant.parse("2026-11-19T00:00:00Z")));
    }

    @Test
    void inTheFirstMinuteOfADayThatDayHasNotBegun() {
        Instant midnight = Instant.parse("2026-11-20T00:00:59Z");
        Plan plan = new Planner(since("1d"), NOTHING, midnight).plan(List.of(SOURCE), Set.of(), null);
        assertThat(plan.planned())
                .containsExactly(new PlannedSlice(day("2026-11-19"), Instant.parse("2026-11-19T23:59:59Z")));
    }

    @Test
    void whatIsForgottenWithinTwoDaysComesFirstOldestFirst() {
        assertThat(dates(plan(since("30d"), NOTHING)))
                .startsWith("2026-10-21", "2026-10-22", "2026-10-23", "2026-11-20", "2026-11-19")
                .endsWith("2026-10-25", "2026-10-24")
                .hasSize(31);
    }

    @Test
    void whatIsForgottenInExactlyTwoDaysHasTime() {
        Plan plan = new Planner(since("30d"), NOTHING, Instant.parse("2026-11-20T00:00:00Z"))
                .plan(List.of(SOURCE), Set.of(), null);
        assertThat(dates(plan))
                .startsWith("2026-10-21", "2026-10-22", "2026-11-19")
                .endsWith("2026-10-24", "2026-10-23");
    }

    @Test
    void ofSeveralRegionsTheOldestUrgentSlicesComeFirstToo() {
        Plan plan = new Planner(window("2026-10-22", "2026-10-26"), NOTHING, NOW)
                .plan(List.of(SOURCE, new Source("123456789012", "us-west-2")), Set.of(), null);
        assertThat(dates(plan))
                .containsExactly(
                        "2026-10-22",
                        "2026-10-22",
                        "2026-10-23",
                        "2026-10-23",
                        "2026-10-25",
                        "2026-10-25",
                        "2026-10-24",
                        "2026-10-24");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-19T00:00:00Z, 0, -",
                "2026-11-19T00:00:00Z, 1, STILL_OPEN",
                "2026-11-18T23:59:59Z, 0, READ_IN_PART",
                "2026-11-18T00:00:00Z, 2, STILL_OPEN"
            })
    void aSliceIsReadUntilItIsSealed(String readUntil, int open, @Nullable Reason reason) {
        Plan plan = plan(window("2026-11-18", "2026-11-19"), known(read("2026-11-18", readUntil, open)));
        assertThat(plan.slices())
                .extracting(SliceToRead::reason)
                .isEqualTo(reason == null ? List.of() : List.of(reason));
        assertThat(plan.covered()).isEqualTo(reason == null ? 1 : 0);
    }

    @Test
    void whatAClockAheadTookForReadIsReadAgainUpToNow() {
        Plan plan = plan(window("2026-11-20", null), known(sealed("2026-11-20")));
        assertThat(plan.slices())
                .extracting(SliceToRead::reason, read -> read.planned().readUntil())
                .containsExactly(tuple(Reason.READ_AHEAD, Instant.parse("2026-11-20T11:59:00Z")));
    }

    @Test
    void whatWasReadUpToThisMomentWasNotReadAhead() {
        Planner planner = new Planner(
                window("2026-11-19", null),
                known(sealed("2026-11-19")),
                day("2026-11-20").start());
        assertThat(planner.plan(List.of(SOURCE), Set.of(), null).slices()).isEmpty();
    }

    @Test
    void aFileThatIsGoneIsReadAgain() {
        Planner.Known gone = new Planner.Known(
                Map.of(day("2026-11-18"), sealed("2026-11-18")), Map.of(), null, null, entry -> false);
        assertThat(plan(window("2026-11-18", "2026-11-19"), gone).slices())
                .extracting(SliceToRead::reason)
                .containsExactly(Reason.FILE_CHANGED);
    }

    @Test
    void aBackfillThatEndsInsideASliceReadsNoLessThanBefore() {
        Planner.Known known = known(read("2026-11-18", "2026-11-18T20:00:00Z", 3));
        assertThat(plan(window("2026-11-18", "2026-11-18T10:00:00Z"), known).planned())
                .containsExactly(new PlannedSlice(day("2026-11-18"), Instant.parse("2026-11-18T20:00:00Z")));
    }

    @Test
    void anEndInTheFutureIsAMinuteAgo() {
        Planner planner = new Planner(window("2026-11-20", "2026-11-25"), NOTHING, NOW);
        assertThat(planner.until()).isEqualTo(Instant.parse("2026-11-20T11:59:00Z"));
        assertThat(dates(planner.plan(List.of(SOURCE), Set.of(), null))).containsExactly("2026-11-20");
    }

    @Test
    void againReadsWhatIsSealedButNotWhatWasReadSinceTheRunBegan() {
        PlanRequest request = again(window("2026-11-18", "2026-11-19"));
        Planner planner = new Planner(request, known(sealed("2026-11-18")), NOW);
        Instant exported = Instant.parse("2026-11-20T03:00:00Z");
        assertThat(planner.plan(List.of(SOURCE), Set.of(), null).slices())
                .extracting(SliceToRead::reason)
                .containsExactly(Reason.AGAIN);
        assertThat(planner.plan(List.of(SOURCE), Set.of(), exported).slices()).isEmpty();
        assertThat(planner.plan(List.of(SOURCE), Set.of(), exported.plusMillis(1))
                        .slices())
                .hasSize(1);
    }

    @Test
    void whatAwsForgotSinceTheLastRunIsExpiredAndNamedOnce() {
        Planner.Known before = known("2026-11-18T12:00:00Z");
        Planner.Known after = known("2026-11-20T11:00:00Z");
        Map<Source, Instant> starts = Map.of(SOURCE, Instant.parse("2026-10-10T00:00:00Z"));
        assertThat(plan(since("30d"), withStarts(before, starts)).expired())
                .containsExactly(day("2026-10-19"), day("2026-10-20"));
        assertThat(plan(since("30d"), withStarts(after, starts)).expired()).isEmpty();
        Planner.Known inTheMoment = known("2026-11-19T00:00:00Z");
        assertThat(plan(since("30d"), withStarts(inTheMoment, starts)).expired())
                .containsExactly(day("2026-10-20"));
    }

    private static Planner.Known withStarts(Planner.Known known, Map<Source, Instant> starts) {
        return new Planner.Known(known.exported(), starts, known.lastRun(), known.retainedFrom(), known.held());
    }

    @Test
    void nothingIsExpiredWhileTheTimeIsUncertain() {
        Planner.Known known =
                withStarts(known("2026-11-18T12:00:00Z"), Map.of(SOURCE, Instant.parse("2026-10-20T00:00:00Z")));
        Plan plan = new Planner(since("30d"), known, NOW, false).plan(List.of(SOURCE), Set.of(), null);
        assertThat(plan.expired()).isEmpty();
        assertThat(dates(plan)).contains("2026-10-20");
    }

    @Test
    void aBackfillAsksForWhatAwsMayHaveForgotten() {
        assertThat(dates(plan(window("2026-09-01", "2026-09-03"), NOTHING)))
                .containsExactly("2026-09-01", "2026-09-02");
    }

    @Test
    void aPauseMovesNoStartPastWhatWasNotRead() {
        Planner.Known known = withStarts(NOTHING, Map.of(SOURCE, Instant.parse("2026-11-01T00:00:00Z")));
        Plan plan = plan(since("2d"), known);
        assertThat(plan.starts()).containsExactly(Map.entry(SOURCE, Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(dates(plan)).endsWith("2026-11-01").hasSize(20);
        assertThat(plan(window("2026-11-18", "2026-11-19"), known).starts()).isEmpty();
    }

    @Test
    void whoAsksForMoreThanBeforeGetsIt() {
        Planner.Known known = withStarts(NOTHING, Map.of(SOURCE, Instant.parse("2026-11-19T00:00:00Z")));
        assertThat(dates(plan(since("2d"), known))).containsExactly("2026-11-20", "2026-11-19", "2026-11-18");
    }

    @Test
    void aBackfillBeginsWithTheSliceThatItsStartIsIn() {
        assertThat(plan(window("2026-11-18T10:00:00Z", "2026-11-19"), NOTHING).planned())
                .containsExactly(
                        new PlannedSlice(day("2026-11-18"), day("2026-11-18").end()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-18T10:00:00Z, -,                    2026-11-17T10:00:00Z",
                "-,                    -,                    1969-12-31T00:00:00Z",
                "-,                    2026-11-18T12:00:00Z, 2026-10-18T12:00:00Z",
                "-,                    2026-12-01T00:00:00Z, 2026-10-20T12:00:00Z"
            })
    void aPlanLooksBackASliceFurtherThanAnythingMatters(
            @Nullable String from, @Nullable Instant lastRun, Instant oldest) {
        PlanRequest request = from == null ? since("2d") : window(from, null);
        assertThat(Planner.oldestOfInterest(request, lastRun, NOW)).isEqualTo(oldest);
    }

    @Test
    void aSliceIsForgottenInTheMomentInWhichItsEndIs() {
        Planner.Known known =
                withStarts(known("2026-11-19T12:00:00Z"), Map.of(SOURCE, Instant.parse("2026-10-20T00:00:00Z")));
        Plan plan = new Planner(since("30d"), known, Instant.parse("2026-11-20T00:00:00Z"))
                .plan(List.of(SOURCE), Set.of(), null);
        assertThat(plan.expired()).containsExactly(day("2026-10-20"));
        assertThat(dates(plan)).doesNotContain("2026-10-20").contains("2026-10-21");
    }

    @Test
    void ofWhatIsArchivedAndForgottenTheFileMayChange() {
        Planner.Known gone = new Planner.Known(
                Map.of(day("2026-10-20"), sealed("2026-10-20")),
                Map.of(SOURCE, Instant.parse("2026-10-20T00:00:00Z")),
                Instant.parse("2026-11-18T12:00:00Z"),
                null,
                entry -> false);
        Plan plan = plan(since("30d"), gone);
        assertThat(plan.expired()).isEmpty();
        assertThat(dates(plan)).doesNotContain("2026-10-20");
    }

    @Test
    void whereNoRunIsKnownAllThatIsForgottenIsNamed() {
        Planner.Known known = withStarts(NOTHING, Map.of(SOURCE, Instant.parse("2026-10-10T00:00:00Z")));
        assertThat(plan(since("30d"), known).expired())
                .hasSize(11)
                .startsWith(day("2026-10-10"))
                .endsWith(day("2026-10-20"));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-17, false", "2026-11-18, true", "2026-11-19, true", "2026-11-20, false"})
    void aWindowHasNeitherWhatEndsAtItsStartNorWhatStartsAtItsEnd(String date, boolean isIn) {
        Planner planner = new Planner(window("2026-11-18", "2026-11-20"), NOTHING, NOW);
        assertThat(planner.isInWindow(day(date))).isEqualTo(isIn);
        assertThat(new Planner(since("1d"), NOTHING, NOW).isInWindow(day(date))).isTrue();
    }

    @Test
    void whatWasForgottenOnPurposeComesBackOnlyIfItIsAskedForAgain() {
        Planner.Known known =
                new Planner.Known(Map.of(), Map.of(), null, day("2026-11-18").start(), entry -> true);
        assertThat(dates(plan(since("4d"), known))).endsWith("2026-11-18").hasSize(3);
        assertThat(dates(plan(since("1d"), known))).endsWith("2026-11-19").hasSize(2);
        assertThat(dates(plan(window("2026-11-17", "2026-11-19"), known))).containsExactly("2026-11-18");
        assertThat(dates(plan(again(window("2026-11-17", "2026-11-19")), known)))
                .containsExactly("2026-11-18", "2026-11-17");
    }

    @Test
    void slicesOfAnUnfinishedRunAreLeftOut() {
        Plan plan = new Planner(since("1d"), NOTHING, NOW).plan(List.of(SOURCE), Set.of(day("2026-11-19")), null);
        assertThat(dates(plan)).containsExactly("2026-11-20");
    }

    @Test
    void aListIsOneSliceAndReadEachTime() {
        PlanRequest list = new PlanRequest(null, null, PointInTime.parse("30d"), DAY, false, true);
        assertThat(plan(list, known(sealed("2026-11-20"))).planned())
                .containsExactly(
                        new PlannedSlice(day("2026-11-20"), day("2026-11-20").end()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-18T08:00:00Z, 2026-11-18T07:59:00Z",
                "2026-11-19T00:00:30Z, 2026-11-18T23:59:30Z",
                "2026-11-19T00:01:00Z, 2026-11-19T00:00:00Z",
                "2026-11-20T00:00:00Z, 2026-11-19T00:00:00Z",
                "2026-11-17T00:00:00Z, 2026-11-18T00:00:00Z",
                "-,                    2026-11-18T00:00:00Z"
            })
    void aSliceIsCertainlyReadUpToAMinuteBeforeItsReadingBegan(@Nullable Instant asOf, Instant read) {
        PlannedSlice whole =
                new PlannedSlice(day("2026-11-18"), day("2026-11-18").end());
        assertThat(Planner.certainlyRead(whole, asOf)).isEqualTo(read);
    }

    @Test
    void aSliceIsForgottenSoonWhenItsFirstMomentIs() {
        List<SliceToRead> soon = plan(since("30d"), NOTHING).forgottenWithin(Duration.ofDays(2), NOW);
        assertThat(soon)
                .extracting(toRead -> toRead.slice().date().toString(), toRead -> toRead.daysLeft(NOW))
                .containsExactly(tuple("2026-10-21", 0L), tuple("2026-10-22", 0L), tuple("2026-10-23", 1L));
        assertThat(ForgottenSoon.lines(soon, 2, NOW))
                .containsExactly(
                        "AWS forgets today: 2; within 2 days: 3 slices of 123456789012 us-east-1 that are not sealed,"
                                + " the first 2026-10-21 (never read)");
    }

    @Test
    void aRunIsToldInWordsThatAreTheSameForTheSameWindow() {
        assertThat(since("2d").inWords()).isEqualTo("incremental");
        assertThat(window("2026-11-18", null).inWords()).isEqualTo("backfill from 2026-11-18T00:00:00Z");
        assertThat(again(window("2026-11-18", "2026-11-19")).inWords())
                .isEqualTo("backfill from 2026-11-18T00:00:00Z until 2026-11-19T00:00:00Z, again");
    }

    @Test
    void aPlanSaysWhatAwsHasForgottenAndWhatItReadsAllTheSame() {
        assertThat(plan(window("2026-10-01", "2026-10-03"), NOTHING).notes(NOW))
                .containsExactly("2 slices asked for end before 2026-10-21T12:00:00Z, and AWS keeps 30 days: read"
                        + " all the same, and what was exported of them stays");
        assertThat(plan(window("2026-11-18", "2026-11-19"), known(sealed("2026-11-18")))
                        .notes(NOW))
                .containsExactly("nothing to do: all of the window is exported, 1 slice");
        assertThat(plan(window("2026-11-18", "2026-11-19"), NOTHING).notes(NOW)).isEmpty();
    }
}
