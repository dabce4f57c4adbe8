package io.ssmexport.state;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@link LedgerEntry} in an {@link ArchiveSnapshot}; times are epoch milliseconds. */
record SliceLine(
        String account,
        String region,
        long start,
        long readUntil,
        long pages,
        long invocations,
        long open,
        long rows,
        long kept,
        @Nullable String file,
        long bytes,
        @Nullable String checksum,
        long exportedAt) {

    static SliceLine of(LedgerEntry entry) {
        return new SliceLine(
                entry.slice().account(),
                entry.slice().region(),
                entry.slice().start().toEpochMilli(),
                entry.readUntil().toEpochMilli(),
                entry.pages(),
                entry.export().invocations(),
                entry.export().openInvocations(),
                entry.export().rows(),
                entry.export().keptInvocations(),
                entry.export().file(),
                entry.export().bytes(),
                entry.export().checksum(),
                entry.exportedAt().toEpochMilli());
    }

    LedgerEntry entry(Duration width) {
        return new LedgerEntry(
                new Slice(account, region, Instant.ofEpochMilli(start), width),
                Instant.ofEpochMilli(readUntil),
                pages,
                new SliceExport(invocations, open, rows, kept, file, bytes, checksum),
                Instant.ofEpochMilli(exportedAt));
    }
}
