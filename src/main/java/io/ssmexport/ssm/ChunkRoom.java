package io.ssmexport.ssm;

import io.ssmexport.wire.AnswerLimit;
import java.util.concurrent.Semaphore;

/**
 * Memory for the answers of one slice between two commits. Each slice has a little; what one needs beyond that there is once
 * for all of them, because it is the process's memory: the others wait until its chunk is committed. Whoever has it waits
 * for nobody, so the wait ends.
 */
final class ChunkRoom {

    private static final Semaphore WIDE = new Semaphore(1, true);

    private long taken;
    private boolean isWide;

    /**
     * Takes room for an answer, if need be after a wait.
     *
     * @return whether the chunk is still within {@link AnswerLimit#BYTES_UNCOMMITTED}
     */
    boolean take(int bytes) {
        taken += bytes;
        if (!isWide && taken > AnswerLimit.BYTES_AHEAD) {
            WIDE.acquireUninterruptibly();
            isWide = true;
        }
        return taken <= AnswerLimit.BYTES_UNCOMMITTED;
    }

    /** Gives all of it back. */
    void empty() {
        taken = 0;
        if (isWide) {
            isWide = false;
            WIDE.release();
        }
    }
}
