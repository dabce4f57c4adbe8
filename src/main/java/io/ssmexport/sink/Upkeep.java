package io.ssmexport.sink;

import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What is done on purpose to rows that a destination holds, whoever exported them. Each slice changes in one step; what was
 * interrupted is done by doing it again.
 */
public interface Upkeep {

    /**
     * How much there is.
     *
     * @param slices files, or days of a table
     * @param bytes of the files; 0 for a table
     */
    record Amount(long slices, long invocations, long rows, long bytes) {

        public static final Amount NOTHING = new Amount(0, 0, 0, 0);

        public Amount plus(Amount more) {
            return new Amount(
                    slices + more.slices, invocations + more.invocations, rows + more.rows, bytes + more.bytes);
        }
    }

    /**
     * What there is of those sources that was requested before a time. Changes nothing.
     *
     * @param time a boundary of slices
     */
    Amount before(Set<Source> sources, Instant time);

    /**
     * Removes it.
     *
     * @throws io.ssmexport.failure.Failure of kind INCOMPLETE if the destination can't be written
     */
    void forget(Set<Source> sources, Instant before);

    /** Hands over each text that a command printed, of all rows. Changes nothing. */
    void forEachPrinted(Consumer<String> each);

    /**
     * Fails unless {@link #redact} makes of what is there what this job reads.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE that names both readings
     */
    void requireRedactable();

    /**
     * Puts another text in place of each that a command printed, of all rows, the oldest slices first, and lets the destination
     * say then that it was read as this job reads.
     *
     * @param replaced told of each file that was replaced, before the next one is
     */
    void redact(UnaryOperator<String> printed, Replaced replaced);

    /** Hears of a file that is another one now. */
    @FunctionalInterface
    interface Replaced {

        /** Says what it is now; members as in {@link SliceExport}. */
        void file(String name, long bytes, String checksum);
    }
}
