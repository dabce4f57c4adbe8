package io.ssmexport.state;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.time.Instant;

/**
 * What the ledger knows of an exported slice.
 *
 * @param readUntil how far it was read
 * @param pages pages that were read for it
 * @param exportedAt when it was recorded
 */
public record LedgerEntry(Slice slice, Instant readUntil, long pages, SliceExport export, Instant exportedAt) {

    /** Whether nothing of the slice can change any more: it was read past its end and nothing in it was open. */
    public boolean isSealed() {
        return readUntil.equals(slice.end()) && export.openInvocations() == 0;
    }
}
