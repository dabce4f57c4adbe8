package io.ssmexport.plan;

import io.ssmexport.slice.Slice;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A slice that has to be read.
 *
 * @param entry what an earlier run exported of it, or null
 */
public record SliceToRead(
        PlannedSlice planned, Reason reason, @Nullable LedgerEntry entry) {

    public Slice slice() {
        return planned.slice();
    }

    /** For people: {@code 3 invocations still open}. */
    public String why() {
        return reason.text(entry);
    }

    /** When AWS begins to forget it. */
    public Instant forgottenAt() {
        return slice().start().plus(Planner.HISTORY);
    }

    /** Whole days until then, 0 where less than one is left or it has begun. */
    public long daysLeft(Instant now) {
        return Math.max(0, Duration.between(now, forgottenAt()).toDays());
    }

    /** Whether AWS begins to forget it within that time and the archive doesn't have all of it. */
    boolean isForgottenWithin(Duration time, Instant now) {
        return reason != Reason.AGAIN && forgottenAt().isBefore(now.plus(time));
    }
}
