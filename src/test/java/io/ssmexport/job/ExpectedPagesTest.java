package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.plan.Reason;
import io.ssmexport.plan.SliceToRead;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.Probe;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedPagesTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant TODAY = Instant.parse("2026-11-19T00:00:00Z");
    private static final Instant NOW = TODAY.plus(Duration.ofHours(12));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // pages of sealed days      | a day of others | today until noon
                "10,                           5 10 20,          1 5 20",
                "10 20,                        5 15 40,          1 8 40",
                "10 20 30,                     10 20 30,         1 10 30",
                "1 10 10 10 10 10 10 10 10 99, 10 18 10,         1 9 10"
            })
    void othersOfTheLaneTell(String sealed, String day, String today) {
        Archive archive = archive(sealed);
        assertThat(pages(archive, toRead(5, 24, null))).isEqualTo(day);
        assertThat(pages(archive, toRead(0, 12, null))).isEqualTo(today);
    }

    @Test
    void whatWasReadToItsEndIsAsLongAgain() {
        assertThat(pages(archive("10 20 30"), toRead(3, 24, entry(3, 24, 7)))).isEqualTo("7 7 7");
    }

    @Test
    void ofASliceThatWasReadInPartThatMuchIsThere() {
        assertThat(pages(archive(""), toRead(0, 12, entry(0, 6, 10)))).isEqualTo("10 20 50");
        assertThat(pages(archive("10 20 90"), toRead(0, 12, entry(0, 6, 10)))).isEqualTo("10 20 90");
    }

    @Test
    void onePageTellsItAllOrGivesAGuess() {
        assertThat(pages(archive(""), toRead(3, 24, null))).isEqualTo("0 0 0");
        Probe all = new Probe(7, true, Duration.ofHours(3), Duration.ZERO);
        assertThat(pages(archive(""), toRead(3, 24, null), all)).isEqualTo("1 1 1");
        Probe newest = new Probe(50, false, Duration.ofHours(3), Duration.ZERO);
        assertThat(pages(archive(""), toRead(3, 24, null), newest)).isEqualTo("2 8 32");
    }

    private static String pages(Archive archive, SliceToRead toRead, Probe... probes) {
        PageRange pages = new ExpectedPages(
                        archive, probes.length == 0 ? Map.of() : Map.of(Source.of(toRead.slice()), probes[0]), 50)
                .of(toRead, NOW)
                .pages();
        return pages.least() + " " + pages.likely() + " " + pages.most();
    }

    private static Archive archive(String pagesOfSealedDays) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (String pages : pagesOfSealedDays.isEmpty() ? new String[0] : pagesOfSealedDays.split(" ", -1)) {
            entries.add(entry(entries.size() + 10, 24, Long.parseLong(pages)));
        }
        return new Archive(DAY, null, entries, Map.of(), List.of(), null, null, null);
    }

    private static SliceToRead toRead(int daysAgo, int hours, @Nullable LedgerEntry entry) {
        Slice slice = slice(daysAgo);
        return new SliceToRead(
                new PlannedSlice(slice, slice.start().plus(Duration.ofHours(hours))), Reason.NEVER_READ, entry);
    }

    private static LedgerEntry entry(int daysAgo, int hours, long pages) {
        Slice slice = slice(daysAgo);
        return new LedgerEntry(
                slice,
                slice.start().plus(Duration.ofHours(hours)),
                pages,
                new SliceExport(pages * 50, 0, pages * 100, 0, null, 0, null),
                NOW);
    }

    private static Slice slice(int daysAgo) {
        return new Slice("123456789012", "us-east-1", TODAY.minus(Duration.ofDays(daysAgo)), DAY);
    }
}
