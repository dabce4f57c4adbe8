package io.ssmexport.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.Setting;
import io.ssmexport.plan.Planner;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** It is the 20th of November 2026, 12:00. */
class CoverageTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant SUCCESS = Instant.parse("2026-11-20T03:17:00Z");
    private static final Source EAST = new Source("123456789012", "us-east-1");
    private static final Source WEST = new Source("123456789012", "us-west-2");

    private static ExportOptions options(String... settings) {
        return ExportOptions.of(
                Arrays.stream(settings)
                        .map(setting -> setting.split("="))
                        .map(pair -> Setting.of(pair[0], List.of(pair[1].split(",")), pair[0]))
                        .toList(),
                null,
                NOW);
    }

    private static Slice day(Source source, String date) {
        return new Slice(source.account(), source.region(), Instant.parse(date + "T00:00:00Z"), Duration.ofDays(1));
    }

    private static LedgerEntry read(Source source, String date, int open) {
        Slice slice = day(source, date);
        return new LedgerEntry(slice, slice.end(), 1, new SliceExport(5, open, 9, 0, null, 0, null), slice.end());
    }

    private static Archive archive(Map<Source, Instant> starts, LedgerEntry... slices) {
        return new Archive(Duration.ofDays(1), null, List.of(slices), starts, List.of(), SUCCESS, null, null);
    }

    @Test
    void eachSourceHasTheDaysOfItsWindow() {
        Archive archive = archive(
                Map.of(EAST, Instant.parse("2026-11-18T00:00:00Z")),
                read(EAST, "2026-11-18", 0),
                read(EAST, "2026-11-19", 2));
        Coverage coverage = Coverage.of(archive, options("into=csv:a", "since=2d"), NOW);
        assertThat(coverage.now()).isEqualTo(NOW);
        assertThat(coverage.sources()).hasSize(1);
        SourceCoverage east = coverage.sources().get(0);
        assertThat(east.source()).isEqualTo(EAST);
        assertThat(east.current()).isTrue();
        assertThat(east.days())
                .containsExactly(
                        new DayCoverage(LocalDate.parse("2026-11-18"), DayState.SEALED, 1, 1, 5, 0, 9),
                        new DayCoverage(LocalDate.parse("2026-11-19"), DayState.OPEN, 1, 0, 5, 2, 9),
                        new DayCoverage(LocalDate.parse("2026-11-20"), DayState.MISSING, 0, 0, 0, 0, 0));
        assertThat(east.openInvocations()).isEqualTo(2);
        assertThat(east.days(DayState.SEALED)).isEqualTo(1);
        assertThat(east.oldestUnsealed()).contains(LocalDate.parse("2026-11-19"));
        assertThat(east.daysUntilForgotten(NOW)).contains(28L);
    }

    @Test
    void aRegionThatTheJobNoLongerReadsIsShownAsItIs() {
        Archive archive = archive(Map.of(), read(WEST, "2026-11-10", 0), read(EAST, "2026-11-20", 0));
        Coverage coverage = Coverage.of(
                archive, options("into=csv:a", "since=1d", "regions=us-east-1", "account-id=123456789012"), NOW);
        assertThat(coverage.sources())
                .extracting(
                        SourceCoverage::source,
                        SourceCoverage::current,
                        source -> source.days().size())
                .containsExactly(tuple(EAST, true, 2), tuple(WEST, false, 11));
        assertThat(coverage.sources().get(1).oldestUnsealed()).isEmpty();
        assertThat(coverage.sources().get(1).daysUntilForgotten(NOW)).isEmpty();
        assertThat(coverage.sources().get(1).days(DayState.OUTSIDE)).isEqualTo(10);
    }

    @Test
    void whatIsForgottenWithinTheDaysOfWarningIsNamed() {
        Archive archive = archive(Map.of(EAST, Instant.parse("2026-10-22T00:00:00Z")));
        assertThat(Coverage.of(archive, options("into=csv:a", "regions=us-east-1", "account-id=123456789012"), NOW)
                        .forgottenSoon())
                .extracting(toRead -> toRead.slice().date().toString())
                .containsExactlyInAnyOrder(
                        "2026-10-21", "2026-10-22", "2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26");
    }

    @Test
    void whatHasToBeReadOrReadAgainAndIsRememberedIsUnsealed() {
        Archive archive = archive(
                Map.of(EAST, Instant.parse("2026-11-18T00:00:00Z")),
                read(EAST, "2026-11-18", 0),
                read(EAST, "2026-11-19", 2),
                read(WEST, "2026-11-01", 1),
                read(WEST, "2026-10-01", 1));
        Standing standing = Standing.of(archive, options("into=csv:a", "since=1d"), List.of(EAST), NOW);
        assertThat(standing).isEqualTo(new Standing(SUCCESS, 5, day(WEST, "2026-11-01")));
    }

    @Test
    void ofABackfillOnlyItsWindowIsShown() {
        Archive archive = archive(Map.of(), read(EAST, "2026-11-18", 1), read(EAST, "2026-11-19", 0));
        Coverage coverage = Coverage.of(archive, options("into=csv:a", "from=2026-11-19", "until=2026-11-20"), NOW);
        assertThat(coverage.sources().get(0).days())
                .extracting(DayCoverage::date)
                .containsExactly(LocalDate.parse("2026-11-19"));
    }

    @Test
    void whatAwsForgetsAtThisMomentIsNoLongerUnsealed() {
        Archive archive = archive(Map.of(), read(EAST, "2026-10-18", 1));
        ExportOptions options = options("into=csv:a", "from=2026-10-18", "until=2026-10-19");
        Instant forgotten = day(EAST, "2026-10-18").end().plus(Planner.HISTORY);
        assertThat(Standing.of(archive, options, List.of(), forgotten).unsealedSlices())
                .isZero();
        assertThat(Standing.of(archive, options, List.of(), forgotten.minusMillis(1))
                        .unsealedSlices())
                .isOne();
    }

    @Test
    void aRegionThatTheJobNoLongerReadsHasNothingToBeRead() {
        Instant start = Instant.parse("2026-11-18T00:00:00Z");
        ExportOptions options = options("into=csv:a", "since=1d", "regions=us-east-1", "account-id=123456789012");
        Standing alone = Standing.of(archive(Map.of(EAST, start)), options, List.of(), NOW);
        assertThat(Standing.of(archive(Map.of(EAST, start, WEST, start)), options, List.of(WEST), NOW))
                .isEqualTo(alone);
        assertThat(alone.unsealedSlices()).isPositive();
    }

    @Test
    void ofABackfillOnlyItsWindowCounts() {
        Archive archive = archive(Map.of(), read(EAST, "2026-11-18", 1), read(EAST, "2026-11-19", 0));
        assertThat(Standing.of(
                        archive,
                        options("into=csv:a", "from=2026-11-19", "until=2026-11-20", "again=true"),
                        List.of(EAST),
                        NOW))
                .isEqualTo(new Standing(SUCCESS, 0, null));
    }

    private static List<Source> sources(Archive archive, String... settings) {
        return Coverage.of(archive, options(settings), NOW).sources().stream()
                .map(SourceCoverage::source)
                .toList();
    }

    @Test
    void sourcesAreThoseOfTheOptionsOfEarlierRunsAndOfWhatIsExportedInTheWindow() {
        assertThat(sources(archive(Map.of()), "into=csv:a", "regions=us-east-1,us-west-2", "account-id=123456789012"))
                .containsExactly(EAST, WEST);
        assertThat(sources(
                        archive(Map.of()),
                        "into=csv:a",
                        "regions=us-east-1",
                        "roles=arn:aws:iam::123456789012:role/export"))
                .containsExactly(EAST);
        assertThat(sources(archive(Map.of(WEST, NOW)), "into=csv:a")).containsExactly(WEST);
        assertThat(sources(
                        archive(Map.of(), read(EAST, "2026-11-18", 0), read(WEST, "2026-11-10", 0)),
                        "into=csv:a",
                        "from=2026-11-18",
                        "until=2026-11-20"))
                .containsExactly(EAST);
    }

    @Test
    void shardsHaveEachSourceOnce() {
        List<Source> both = new ArrayList<>();
        for (String shard : List.of("1/2", "2/2")) {
            List<Source> sources = sources(
                    archive(Map.of()),
                    "into=postgres:",
                    "regions=us-east-1,us-west-2,eu-west-1,eu-central-1",
                    "account-id=123456789012",
                    "shard=" + shard);
            assertThat(sources).hasSizeLessThan(4);
            both.addAll(sources);
        }
        assertThat(both).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whatIsExportedIsNotForgottenSoon() {
        Archive archive = archive(
                Map.of(EAST, Instant.parse("2026-10-22T00:00:00Z")),
                read(EAST, "2026-10-23", 0),
                read(EAST, "2026-10-24", 0));
        assertThat(Coverage.of(archive, options("into=csv:a", "regions=us-east-1", "account-id=123456789012"), NOW)
                        .forgottenSoon())
                .extracting(toRead -> toRead.slice().date().toString())
                .containsExactlyInAnyOrder("2026-10-21", "2026-10-22", "2026-10-25", "2026-10-26");
    }
}
