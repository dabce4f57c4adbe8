package io.ssmexport.simulator;

/**
 * Place of an invocation in a history. It doesn't change while time goes on, so that a list can be taken up there again
 * although newer invocations have come and older ones have gone.
 *
 * @param index number within the day, in the order of request times
 */
record Position(long epochDay, int index) {

    /** Place of the next newer invocation of the day. */
    Position newer() {
        return new Position(epochDay, index + 1);
    }
}
