package io.ssmexport.simulator;

/**
 * What a history is made from. Together with the account, the region and the UTC day it decides every value, in any
 * process: two simulators with equal simulations and clocks give the same answers.
 *
 * @param invocations how many a clock at midnight sees in each account and region, from 1 to 10,000,000
 * @param days how long the service remembers them, from 1 to 360 days; AWS's own is 30
 * @param seed any number; another one gives another history
 */
public record Simulation(int invocations, int days, long seed) {

    private static final int MOST_INVOCATIONS = 10_000_000;
    private static final int MOST_DAYS = 30 * 12;

    public Simulation {
        if (invocations < 1 || invocations > MOST_INVOCATIONS) {
            throw new IllegalArgumentException(
                    "invocations must be from 1 to " + MOST_INVOCATIONS + " but was " + invocations);
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("days must be from 1 to " + MOST_DAYS + " but was " + days);
        }
    }

    /** Invocations of a day; those of any {@link #days} consecutive days add up to {@link #invocations}. */
    int share(long epochDay) {
        return invocations / days + (Math.floorMod(epochDay, days) < invocations % days ? 1 : 0);
    }

    /** Number of the day's first invocation, where numbers run on without a gap from day to day. */
    long firstOrdinal(long epochDay) {
        int dayOfRound = Math.floorMod(epochDay, days);
        return Math.floorDiv(epochDay, days) * (long) invocations
                + (long) dayOfRound * (invocations / days)
                + Math.min(dayOfRound, invocations % days);
    }
}
