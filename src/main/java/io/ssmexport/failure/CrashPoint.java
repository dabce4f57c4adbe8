package io.ssmexport.failure;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The moments of a run at which the tests take the process away, to show that the next run loses and doubles nothing.
 * {@code -Dssm-export.crash=SLICE_RENAMED:3} ends the JVM, as {@code kill -9} would, when that point is reached for the
 * third time. Without the property a point costs a comparison.
 */
public enum CrashPoint {
    /** A page has been read, its chunk isn't written yet. */
    PAGE_READ,
    /** The part of a chunk is durable, the checkpoint isn't committed. */
    PART_WRITTEN,
    /** The rows of a chunk are in the database's transaction, which isn't committed. */
    ROWS_MERGED,
    /** All pages are committed, the merged file is not complete. */
    SLICE_MERGING,
    /** The merged file is complete and synced but not renamed. */
    SLICE_MERGED,
    /** The new file is in the dataset, the ledger doesn't know. */
    SLICE_RENAMED,
    /** The rows of a slice are removed on purpose, those of others not yet. */
    SLICE_FORGOTTEN,
    /** The ledger has the slice, its staging is still there. */
    SLICE_RECORDED,
    /** A transaction of the state is committed: a checkpoint, or what Spring Batch keeps of executions. */
    STATE_COMMITTED;

    private static final @Nullable String ARMED = System.getProperty("ssm-export.crash");
    private static final AtomicInteger PASSED = new AtomicInteger();

    /** Ends the JVM at once, without shutdown hooks, if a test armed this point. */
    public void reached() {
        if (ARMED == null) {
            return;
        }
        String[] pointAndCount = ARMED.split(":", 2);
        int count = pointAndCount.length == 2 ? Integer.parseInt(pointAndCount[1]) : 1;
        if (pointAndCount[0].equals(name()) && PASSED.incrementAndGet() == count) {
            Runtime.getRuntime().halt(137);
        }
    }
}
