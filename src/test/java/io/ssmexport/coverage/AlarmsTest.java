package io.ssmexport.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.Setting;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.RunCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is the 20th of November 2026, 07:40. */
class AlarmsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T07:40:00Z");
    private static final Instant TONIGHT = Instant.parse("2026-11-20T03:18:00Z");

    private static ExportOptions options(String... settings) {
        return ExportOptions.of(
                Stream.concat(
                                Arrays.stream(settings).anyMatch(setting -> setting.startsWith("into="))
                                        ? Stream.of()
                                        : Stream.of("into=parquet:a"),
                                Arrays.stream(settings))
                        .map(setting -> setting.split("="))
                        .map(pair -> Setting.of(pair[0], List.of(pair[1]), pair[0]))
                        .toList(),
                null,
                NOW);
    }

    private static Archive archive(
            @Nullable Instant success, Archive.@Nullable RunFailure failure, Archive.Run... runs) {
        Slice slice = new Slice("123456789012", "us-east-1", Instant.parse("2026-11-18T00:00:00Z"), Duration.ofDays(1));
        LedgerEntry entry =
                new LedgerEntry(slice, slice.end(), 1, new SliceExport(5, 0, 9, 0, null, 0, null), slice.end());
        return new Archive(Duration.ofDays(1), null, List.of(entry), Map.of(), List.of(runs), success, failure, null);
    }

    private static Archive.Run run(Instant start, @Nullable String outcome, int failed) {
        return new Archive.Run(
                start,
                outcome == null ? null : start.plusSeconds(60),
                "incremental",
                outcome,
                new RunCounts(3, failed, 5, 9, 4, 0, 0, 900));
    }

    private static List<Archive.Run> every(Duration gap, int runs) {
        return Stream.iterate(TONIGHT, start -> start.minus(gap))
                .limit(runs)
                .map(start -> run(start, "complete", 0))
                .toList();
    }

    @Test
    void aNightThatWentWellIsQuiet() {
        assertThat(Alarms.of(archive(TONIGHT, null, run(TONIGHT, "complete", 0)), options(), null, NOW))
                .isEmpty();
    }

    @Test
    void nothingEverExportedIsSaid() {
        assertThat(Alarms.of(Archive.empty(Duration.ofDays(1)), options(), null, NOW))
                .containsExactly("nothing has ever been exported; run the job");
    }

    @Test
    void aFailedRunIsSaidWithItsCauseAndItsAge() {
        Archive archive = archive(
                TONIGHT.minus(Duration.ofDays(1)),
                new Archive.RunFailure(
                        NOW.minus(Duration.ofHours(3)),
                        "[123456789012 eu-west-1 2026-11-19 page 1] AccessDeniedException: no"));
        assertThat(Alarms.of(archive, options(), null, NOW))
                .containsExactly(
                        "last run failed 3 h ago: [123456789012 eu-west-1 2026-11-19 page 1] AccessDeniedException: no",
                        "late: the last run that did all it had to ended 28 h ago (2026-11-19T03:18:00Z), and should not"
                                + " be more than 26 h ago");
    }

    @Test
    void aRunThatEndedIncompleteBeforeCausesWereNotedIsSaid() {
        Archive archive = archive(TONIGHT.minus(Duration.ofHours(2)), null, run(TONIGHT, "incomplete", 2));
        assertThat(Alarms.of(archive, options(), null, NOW))
                .containsExactly("last run ended incomplete 4 h ago: 2 slices failed");
    }

    @Test
    void aRunThatIsKilledEachNightIsLate() {
        Archive archive = archive(null, null, run(TONIGHT.minus(Duration.ofDays(1)), null, 0));
        assertThat(Alarms.of(archive, options(), null, NOW))
                .containsExactly(
                        "late: no run has done all that it had to since the first began 28 h ago, and should not"
                                + " be more than 26 h ago; a run has not ended: unless it is going on, run the job again");
    }

    @Test
    void aSuccessAfterwardsMakesUpForARunThatEndedIncomplete() {
        Archive.Run run = run(TONIGHT, "incomplete", 2);
        Instant ended = TONIGHT.plusSeconds(60);
        assertThat(Alarms.of(archive(ended, null, run), options(), null, NOW)).isEmpty();
        assertThat(Alarms.of(archive(ended.minusSeconds(1), null, run), options(), null, NOW))
                .hasSize(1);
        assertThat(Alarms.of(archive(TONIGHT, null, run(TONIGHT, "complete", 0)), options(), null, NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT59M59S, 59 min", "PT1H, 1 h", "PT71H59M, 71 h", "PT72H, 3 days", "PT-1M, 0 min"})
    void theAgeOfAFailureIsToldInItsUnit(Duration age, String told) {
        Archive archive = archive(NOW, new Archive.RunFailure(NOW.minus(age), "no"));
        assertThat(Alarms.of(archive, options(), null, NOW)).containsExactly("last run failed " + told + " ago: no");
    }

    @Test
    void thatItIsLateIsSaidFromTheMomentAfter() {
        Archive archive = archive(NOW.minus(Duration.ofHours(26)), null);
        assertThat(Alarms.of(archive, options(), null, NOW)).isEmpty();
        assertThat(Alarms.of(archive, options(), null, NOW.plusMillis(1))).hasSize(1);
    }

    @Test
    void eachPartOfAJobHasItsOwn() {
        Archive failed = archive(TONIGHT, new Archive.RunFailure(NOW.minus(Duration.ofHours(3)), "no"));
        Map<String, Archive> parts = new TreeMap<>(Map.of("a", failed, "a-2of2", failed));
        assertThat(Alarms.of(parts, options(), null, NOW))
                .containsExactly("last run failed 3 h ago: no", "a-2of2: last run failed 3 h ago: no");
        assertThat(Alarms.of(Map.of(), options(), null, NOW))
                .containsExactly("nothing has ever been exported; run the job");
    }

    @Test
    void whatKeepsNothingHasNothingToLookAfter() {
        assertThat(Alarms.of(Archive.empty(Duration.ofDays(1)), options("into=csv:-"), null, NOW))
                .isEmpty();
    }

    @Test
    void whatIsAskedForByHandSaysNothingOfARhythm() {
        List<Archive.Run> byHand = every(Duration.ofDays(7), 10).stream()
                .map(run -> new Archive.Run(run.startedAt(), run.endedAt(), "again", run.outcome(), run.counts()))
                .toList();
        assertThat(Alarms.allowed(byHand)).isEqualTo(Duration.ofHours(26));
    }

    @Test
    void aBackfillIsDoneOnceUnlessSomebodySaysHowOften() {
        Archive archive = archive(TONIGHT.minus(Duration.ofDays(9)), null);
        assertThat(Alarms.of(archive, options("from=2026-11-01"), null, NOW)).isEmpty();
        assertThat(Alarms.of(archive, options("from=2026-11-01"), Duration.ofDays(8), NOW))
                .hasSize(1);
        assertThat(Alarms.of(archive, options(), Duration.ofDays(10), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H,  10, PT26H",
        "PT168H, 10, PT182H",
        "PT1H,   10, PT3H",
        "PT12H,  10, PT14H",
        "PT1H,   5,  PT26H",
        "PT1H,   8,  PT26H",
        "PT1H,   9,  PT3H",
        "PT36H,  3,  PT39H",
        "PT24H,  1,  PT26H"
    })
    void aJobIsLateByItsOwnRhythm(Duration gap, int runs, Duration allowed) {
        assertThat(Alarms.allowed(every(gap, runs))).isEqualTo(allowed);
    }
}
