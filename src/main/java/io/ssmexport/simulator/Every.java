package io.ssmexport.simulator;

/** Picks every nth of a row of events, so that faults come at the same places in every run. Picks none at first. */
final class Every {

    private int period;
    private long events;

    /** Starts counting anew. 1 picks every event, 0 none. */
    synchronized void nth(int period) {
        this.period = requireNotNegative(period);
        this.events = 0;
    }

    static int requireNotNegative(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("number of a fault must not be negative but was " + number);
        }
        return number;
    }

    /** Counts an event; true if it is one of those picked. */
    synchronized boolean picks() {
        return period > 0 && ++events % period == 0;
    }
}
