package io.ssmexport.history;

/**
 * How much is kept of a history, however long it is.
 *
 * @param open of how many invocations that still run it is kept which they are
 * @param failures bytes for the kinds of failures, about
 * @param instances of how many instances it is kept when they got their last command
 */
public record Room(int open, long failures, int instances) {

    private static final int BYTES_OF_AN_INSTANCE = 300;

    /** What fits into a heap, beside what reading needs. */
    public static Room in(long heap, int open) {
        return new Room(open, heap / 4, (int) Math.min(Integer.MAX_VALUE, heap / 5 / BYTES_OF_AN_INSTANCE));
    }
}
