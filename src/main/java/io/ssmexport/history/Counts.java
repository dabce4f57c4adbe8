package io.ssmexport.history;

import java.util.EnumMap;
import java.util.Map;

/** How many invocations came to which {@link Outcome}. */
public final class Counts {

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

    void add(Outcome outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    /** Adds those of another. */
    public void add(Counts other) {
        other.counts.forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
    }

    public long of(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    public long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Failed, timed out, or never delivered. */
    public long failures() {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().isFailure())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Successes of those that say something about it; not a number where there are none. */
    public double successRate() {
        return (double) of(Outcome.SUCCESS) / (of(Outcome.SUCCESS) + failures());
    }
}
