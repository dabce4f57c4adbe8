package io.ssmexport.simulator;

import java.time.Duration;

/**
 * Run Command history of one account and region, without an end in either direction. Nothing of it is stored: every
 * invocation is worked out from its number, and what its state is from the time that has passed since its request.
 *
 * <p>Traits rotate with those numbers instead of being drawn, so that any 300 consecutive invocations hold every trap.
 */
final class History {

    private final Simulation simulation;
    private final String account;
    private final String region;
    private final long salt;

    History(Simulation simulation, String account, String region) {
        this.simulation = simulation;
        this.account = account;
        this.region = region;
        this.salt = Mix.of(simulation.seed(), account.hashCode(), region.hashCode());
    }

    String account() {
        return account;
    }

    String region() {
        return region;
    }

    long salt() {
        return salt;
    }

    Day day(long epochDay) {
        long phase = salt & 0xffff;
        return new Day(this, epochDay, simulation.firstOrdinal(epochDay) + phase, simulation.share(epochDay));
    }

    /** Earliest request time, in epoch milliseconds, that is still remembered. */
    long remembersSince(long now) {
        return now - Duration.ofDays(simulation.days()).toMillis();
    }
}
