package io.ssmexport.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.state.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window from the 10th to the 14th of November 2026, 06:00, of which AWS remembers nothing before the 12th. */
class WindowTest {

    private static final Instant START = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-14T06:00:00Z");
    private static final Instant FORGOTTEN = Instant.parse("2026-11-12T00:00:00Z");

    private static LedgerEntry exported(String start, Duration width, boolean sealed) {
        Slice slice = new Slice("123456789012", "us-east-1", Instant.parse(start), width);
        return new LedgerEntry(
                slice, slice.end(), 1, new SliceExport(5, sealed ? 0 : 1, 9, 0, null, 0, null), slice.end());
    }

    private static String cells(Duration width, List<LedgerEntry> exported) {
        NavigableMap<LocalDate, List<LedgerEntry>> days = new TreeMap<>();
        exported.forEach(entry -> days.computeIfAbsent(entry.slice().date(), date -> new ArrayList<>())
                .add(entry));
        return new Window(START, UNTIL, width, FORGOTTEN)
                .days(days).stream()
                        .map(day -> String.valueOf(day.state().cell()))
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // sealed|open|cells
                "||xx...",
                "10 11 12 13||####.",
                "10 11 12 13 14||#####",
                "11|10|x#...",
                "|12 14|xxo.o",
                "08||#" + " xx...",
                "16||xx... #"
            })
    void aDayIs(String sealed, String open, String cells) {
        List<LedgerEntry> exported = new ArrayList<>();
        days(sealed).forEach(day -> exported.add(exported(day, Duration.ofDays(1), true)));
        days(open).forEach(day -> exported.add(exported(day, Duration.ofDays(1), false)));
        assertThat(cells(Duration.ofDays(1), exported)).isEqualTo(cells);
    }

    private static List<String> days(String days) {
        return days == null || days.isEmpty()
                ? List.of()
                : List.of(days.split(" ")).stream()
                        .map(day -> "2026-11-" + day + "T00:00:00Z")
                        .toList();
    }

    @Test
    void theDayThatBeginsWithItsEndIsOutside() {
        Window window = new Window(START, Instant.parse("2026-11-12T00:00:00Z"), Duration.ofDays(1), START);
        assertThat(window.days(new TreeMap<>()))
                .extracting(day -> day.date().getDayOfMonth())
                .containsExactly(10, 11);
    }

    @Test
    void aDayIsOpenAsLongAsAnyOfItsSlicesIsAlsoOneBeforeTheWindow() {
        Duration half = Duration.ofHours(12);
        Window window = new Window(Instant.parse("2026-11-13T12:00:00Z"), UNTIL, half, FORGOTTEN);
        NavigableMap<LocalDate, List<LedgerEntry>> days = new TreeMap<>(Map.of(
                LocalDate.parse("2026-11-13"),
                List.of(exported("2026-11-13T00:00:00Z", half, false), exported("2026-11-13T12:00:00Z", half, true))));
        assertThat(window.days(days).get(0).state()).isEqualTo(DayState.OPEN);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-13T00:00:00Z, o", "2026-11-14T00:00:00Z, #"})
    void aDayOfHalvesNeedsThoseThatHaveBegun(String start, String cell) {
        String cells = cells(Duration.ofHours(12), List.of(exported(start, Duration.ofHours(12), true)));
        assertThat(cells).isEqualTo(start.startsWith("2026-11-13") ? "xx." + cell + "." : "xx.." + cell);
    }
}
