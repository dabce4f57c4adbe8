package io.ssmexport.simulator;

/** Numbers that look random and are the same in every process: the finalizer of SplitMix64. */
final class Mix {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Mix() {}

    static long of(long a, long b) {
        long z = a + GOLDEN_GAMMA * (b + 1);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    static long of(long a, long b, long c) {
        return of(of(a, b), c);
    }

    /** In {@code [0, bound)}. */
    static long below(long bound, long a, long b) {
        return Long.remainderUnsigned(of(a, b), bound);
    }
}
