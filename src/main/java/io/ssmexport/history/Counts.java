package io.ssmexport.history;

/** How many invocations came to which {@link Outcome}. */
public final class Counts {

    private final long[] counts = new long[Outcome.OF_INVOCATION.size()];

    void add(Outcome outcome) {
        counts[outcome.ordinal()]++;
    }

    /** Adds those of another. */
    public void add(Counts other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    public long of(Outcome outcome) {
        return counts[outcome.ordinal()];
    }

    public long all() {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        return all;
    }

    /** Failed, timed out, or never delivered. */
    public long failures() {
        return of(Outcome.FAILED) + of(Outcome.TIMED_OUT) + of(Outcome.UNDELIVERED);
    }

    /** Successes of those that say something about it; not a number where there are none. */
    public double successRate() {
        long telling = of(Outcome.SUCCESS) + failures();
        return telling == 0 ? Double.NaN : (double) of(Outcome.SUCCESS) / telling;
    }
}
