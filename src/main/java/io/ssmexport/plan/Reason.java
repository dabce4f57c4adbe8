package io.ssmexport.plan;

import io.ssmexport.failure.Quantity;
import io.ssmexport.state.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** Why a slice has to be read. */
public enum Reason {
    /** No run has exported it. */
    NEVER_READ,
    /** It was read while time had not passed its end, or up to the end of a backfill in the middle of it. */
    READ_IN_PART,
    /** Its end has not come yet although it was taken for read: the machine's clock was ahead. */
    READ_AHEAD,
    /** Commands in it had not ended when it was read. */
    STILL_OPEN,
    /** What was exported of it is no longer in the destination as it was left there. */
    FILE_CHANGED,
    /** The backfill asks for sealed slices too. */
    AGAIN;

    /** For people: {@code 3 invocations still open}. */
    String text(@Nullable LedgerEntry entry) {
        return switch (this) {
            case NEVER_READ -> "never read";
            case READ_IN_PART ->
                entry == null || entry.readUntil().equals(entry.slice().start())
                        ? "read at a time that is not certain"
                        : "read up to " + entry.readUntil();
            case READ_AHEAD -> "read by a clock that was ahead";
            case STILL_OPEN ->
                Quantity.of(entry == null ? 0 : entry.export().openInvocations(), "invocation") + " still open";
            case FILE_CHANGED -> "its file is gone or was changed";
            case AGAIN -> "asked for again";
        };
    }
}
