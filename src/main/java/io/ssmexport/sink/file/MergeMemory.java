package io.ssmexport.sink.file;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Bounds what the merges under way hold in memory, which is a row group at most: two small ones at a time, or a large one
 * alone. Slices of one size end together, and the last ones wait for nothing else. Thread-safe.
 */
final class MergeMemory {

    private static final int MOST_AT_A_TIME = 2;

    /** The text of a row group is larger than what is written of it, so that two small merges together are well below one. */
    private static final int SMALL_IN_A_ROW_GROUP = 4;

    private final long smallBytes;

    /** Fair, so that a large merge isn't overtaken by small ones for ever. */
    private final Semaphore turns = new Semaphore(MOST_AT_A_TIME, true);

    MergeMemory(long rowGroupBytes) {
        this.smallBytes = rowGroupBytes / SMALL_IN_A_ROW_GROUP;
    }

    /** Does a merge of so many compressed bytes when it is its turn. */
    <T> T merge(long bytes, FileProblem.Action<T> merge) throws IOException {
        int taken = bytes <= smallBytes ? 1 : MOST_AT_A_TIME;
        turns.acquireUninterruptibly(taken);
        try {
            return merge.run();
        } finally {
            turns.release(taken);
        }
    }
}
