package io.ssmexport.dashboard;

import io.ssmexport.coverage.Coverage;
import io.ssmexport.coverage.DayCoverage;
import io.ssmexport.coverage.DayState;
import io.ssmexport.coverage.SourceCoverage;
import io.ssmexport.failure.Quantity;
import io.ssmexport.history.Days;
import io.ssmexport.slice.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which of the days that are looked at are archived, as {@code status} shows them. */
final class Completeness {

    private final Days days;
    private final boolean known;
    private final Map<Source, DayState[]> states = new HashMap<>();

    /** @param known whether the job's state was there to ask */
    Completeness(Days days, Coverage coverage, boolean known) {
        this.days = days;
        this.known = known;
        for (SourceCoverage source : coverage.sources()) {
            DayState[] row = states.computeIfAbsent(source.source(), same -> outside());
            for (DayCoverage day : source.days()) {
                int number = days.number(day.date());
                if (number >= 0 && number < row.length) {
                    row[number] = day.state();
                }
            }
        }
    }

    private DayState[] outside() {
        return IntStream.range(0, days.count())
                .mapToObj(day -> DayState.OUTSIDE)
                .toArray(DayState[]::new);
    }

    boolean isKnown() {
        return known;
    }

    List<Source> sources() {
        return List.copyOf(states.keySet());
    }

    DayState state(Source source, int day) {
        return states.getOrDefault(source, outside())[day];
    }

    /** A character for each day, as {@code status} prints them. */
    String states(Source source) {
        return IntStream.range(0, days.count())
                .mapToObj(day -> String.valueOf(state(source, day).cell()))
                .collect(Collectors.joining());
    }

    /** That of all sources: the worst of theirs; one that the job was never asked for counts for none. */
    DayState state(int day) {
        return worst(states.values().stream().map(row -> row[day]).toList());
    }

    private static DayState worst(Collection<DayState> states) {
        for (DayState state : List.of(DayState.EXPIRED, DayState.MISSING, DayState.OPEN, DayState.SEALED)) {
            if (states.contains(state)) {
                return state;
            }
        }
        return DayState.OUTSIDE;
    }

    private Map<DayState, Long> daysByState() {
        Map<DayState, Long> counts = new EnumMap<>(DayState.class);
        for (int day = 0; day < days.count(); day++) {
            counts.merge(state(day), 1L, Long::sum);
        }
        return counts;
    }

    private static long count(Map<DayState, Long> counts, DayState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** Whether something is complete, and nothing is lost or about to be. */
    boolean isWhole() {
        Map<DayState, Long> counts = daysByState();
        return known
                && count(counts, DayState.SEALED) > 0
                && count(counts, DayState.MISSING) + count(counts, DayState.EXPIRED) == 0;
    }

    /** To stand beside each number. */
    String badge() {
        if (!known) {
            return "completeness unknown";
        }
        Map<DayState, Long> counts = daysByState();
        long asked = days.count() - count(counts, DayState.OUTSIDE);
        return count(counts, DayState.SEALED) + " of " + Quantity.of(asked, "day") + " complete";
    }

    /** What is not complete, in words. */
    String summary() {
        if (!known) {
            return "The job's state is not here: nobody can say which days are complete.";
        }
        Map<DayState, Long> counts = daysByState();
        List<String> words = new ArrayList<>();
        add(words, count(counts, DayState.OPEN), "open: still running or not over when read, to be read again");
        add(words, count(counts, DayState.MISSING), "missing: not read yet, AWS still has it");
        add(words, count(counts, DayState.EXPIRED), "expired: AWS had forgotten it before it was complete");
        add(words, count(counts, DayState.OUTSIDE), "never asked for");
        return words.isEmpty() ? "Nothing can change any more." : String.join("; ", words) + ".";
    }

    private static void add(List<String> words, long count, String what) {
        if (count > 0) {
            words.add(Quantity.of(count, "day") + " " + what);
        }
    }

    /** The words for a state. */
    static String word(DayState state) {
        return switch (state) {
            case SEALED -> "complete";
            case OPEN -> "open";
            case MISSING -> "missing";
            case EXPIRED -> "expired";
            case OUTSIDE -> "not asked for";
        };
    }

    LocalDate date(int day) {
        return days.date(day);
    }
}
