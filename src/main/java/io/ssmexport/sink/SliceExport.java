package io.ssmexport.sink;

import org.jspecify.annotations.Nullable;

/**
 * What a sink holds of a slice once it is published; the ledger keeps it.
 *
 * @param invocations number of invocations, those kept from an earlier run too
 * @param openInvocations how many of them had not ended when they were read just now; those kept from an earlier run
 *     don't count, because AWS won't tell any more how they ended; in the ledger, those too that can't have a row
 * @param rows number of rows
 * @param keptInvocations how many of them AWS no longer returned, so that their earlier rows were kept
 * @param file path of the slice's file relative to the destination; null where the slice is empty or the sink has no
 *     file per slice
 * @param bytes size of that file, or 0; a file of several slices has another size after the next run
 * @param checksum CRC-32C of that file in hexadecimal, or null
 */
public record SliceExport(
        long invocations,
        long openInvocations,
        long rows,
        long keptInvocations,
        @Nullable String file,
        long bytes,
        @Nullable String checksum) {

    /** With more invocations that keep the slice from being sealed: those that can't have a row, or that a filter hides. */
    public SliceExport withMoreOpen(long more) {
        return new SliceExport(invocations, openInvocations + more, rows, keptInvocations, file, bytes, checksum);
    }
}
