package io.ssmexport.sink.file;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.sink.file.format.InvocationReader;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.function.Consumer;

/** A file of a destination, read for what was archived. A run may replace it meanwhile: an open file stays the old one. */
record ArchiveFile(Storage storage, String name, RowFormat format) {

    /** Nothing if there is no such file. */
    void read(Instant from, Instant until, Consumer<ArchivedInvocation> each) throws IOException {
        try (FileCopy copy = storage.copy(name);
                InvocationReader reader = new InvocationReader(format.open(copy.path()))) {
            for (InvocationRows rows = reader.read(); rows != null; rows = reader.read()) {
                ArchivedInvocation invocation = invocation(rows.first());
                if (invocation.isWithin(from, until)) {
                    each.accept(invocation);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was exported to it yet.
        }
    }

    private static ArchivedInvocation invocation(PluginRow row) {
        return new ArchivedInvocation(
                row.accountId(),
                row.region(),
                row.commandId(),
                row.requestedDateTime(),
                row.status(),
                row.statusDetails());
    }
}
