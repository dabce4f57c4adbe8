package io.ssmexport.ssm;

import io.ssmexport.wire.AnswerLimit;
import java.util.concurrent.Semaphore;

/**
 * Memory for the answers of one slice between two commits. All slices share what usually suffices. One that finds nothing
 * left of it waits for the reserve, which is there once: the others that need it wait until its chunk is committed. Whoever
 * has the reserve waits for nobody, so the wait ends.
 */
final class ChunkRoom {

    private static final Semaphore SHARED = new Semaphore(AnswerLimit.BYTES_SHARED);
    private static final Semaphore RESERVE = new Semaphore(1, true);

    private long taken;
    private int shared;
    private boolean hasReserve;

    /**
     * Takes room for an answer, if need be after a wait.
     *
     * @return whether the chunk is still within {@link AnswerLimit#BYTES_UNCOMMITTED}
     */
    boolean take(int bytes) {
        taken += bytes;
        if (!hasReserve && SHARED.tryAcquire(bytes)) {
            shared += bytes;
        } else if (!hasReserve) {
            RESERVE.acquireUninterruptibly();
            hasReserve = true;
        }
        return taken <= AnswerLimit.BYTES_UNCOMMITTED;
    }

    /** Gives all of it back. */
    void empty() {
        SHARED.release(shared);
        taken = 0;
        shared = 0;
        if (hasReserve) {
            hasReserve = false;
            RESERVE.release();
        }
    }
}
