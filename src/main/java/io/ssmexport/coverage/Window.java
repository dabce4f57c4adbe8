package io.ssmexport.coverage;

import io.ssmexport.slice.Slice;
import io.ssmexport.state.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * What a job is to have of a source.
 *
 * @param start of the first slice
 * @param until end of the last slice that has begun, excluded
 * @param width of the slices
 * @param forgotten time before which AWS remembers nothing
 */
record Window(Instant start, Instant until, Duration width, Instant forgotten) {

    /** Days of the window, and of what was exported outside of it. */
    List<DayCoverage> days(NavigableMap<LocalDate, List<LedgerEntry>> exported) {
        LocalDate first = date(start);
        LocalDate last = date(until.minusNanos(1));
        if (!exported.isEmpty()) {
            first = first.isBefore(exported.firstKey()) ? first : exported.firstKey();
            last = last.isAfter(exported.lastKey()) ? last : exported.lastKey();
        }
        List<DayCoverage> days = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            days.add(day(date, exported.getOrDefault(date, List.of())));
        }
        return days;
    }

    private DayCoverage day(LocalDate date, List<LedgerEntry> exported) {
        int sealed = (int) exported.stream().filter(LedgerEntry::isSealed).count();
        return new DayCoverage(
                date,
                state(date, exported.size(), sealed),
                exported.size(),
                sealed,
                exported.stream()
                        .mapToLong(entry -> entry.export().invocations())
                        .sum(),
                exported.stream()
                        .mapToLong(entry -> entry.export().openInvocations())
                        .sum(),
                exported.stream().mapToLong(entry -> entry.export().rows()).sum());
    }

    private DayState state(LocalDate date, int exported, int sealed) {
        if (sealed == exported && sealed >= wanted(date)) {
            return exported == 0 ? DayState.OUTSIDE : DayState.SEALED;
        }
        if (!date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).isAfter(forgotten)) {
            return DayState.EXPIRED;
        }
        return exported == 0 ? DayState.MISSING : DayState.OPEN;
    }

    /** Slices of the day that lie in the window. */
    private long wanted(LocalDate date) {
        Instant midnight = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant from = start.isAfter(midnight) ? start : midnight;
        Instant next = midnight.plus(Duration.ofDays(1));
        Instant to =
                until.isBefore(next) ? Slice.floor(until.minusNanos(1), width).plus(width) : next;
        return Math.max(0, Duration.between(from, to).dividedBy(width));
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
