package io.ssmexport.sink.file.staging;

/**
 * Where each invocation of a slice was read last. An open-addressed table of 20 bytes a place and 1.5 places an
 * invocation: 30 MB for a million, allocated once.
 */
final class InvocationIndex {

    private final long[] high;
    private final long[] low;
    /** Ordinal of the last occurrence, from 1; 0 where the place is free. */
    private final int[] last;

    /** Table for at most that many invocations. */
    InvocationIndex(int invocations) {
        int places = Math.toIntExact(invocations + invocations / 2L + 1);
        high = new long[places];
        low = new long[places];
        last = new int[places];
    }

    /** Remembers that an invocation stands at that ordinal; a later call for the same invocation replaces it. */
    void put(InvocationKey key, int ordinal) {
        int place = place(key);
        high[place] = key.high();
        low[place] = key.low();
        last[place] = ordinal;
    }

    /** Ordinal of the last occurrence, or 0 if there is none. */
    int last(InvocationKey key) {
        return last[place(key)];
    }

    /** The place that the key has, or would get. */
    private int place(InvocationKey key) {
        int place = (int) Long.remainderUnsigned(key.low(), last.length);
        while (last[place] != 0 && (low[place] != key.low() || high[place] != key.high())) {
            place = place + 1 == last.length ? 0 : place + 1;
        }
        return place;
    }
}
