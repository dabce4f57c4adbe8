package io.ssmexport.sink.file;

import io.ssmexport.disk.FileChecksum;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced by itself with other rows. A reader sees the old file or the new one, whole.
 *
 * @param unfinished name under which the new file grows
 */
record FileRewrite(Storage storage, String target, String unfinished, RowFormat format) {

    /**
     * Rewrites it.
     *
     * @param change gives what becomes of a row, or null to leave it out
     * @throws IOException also if somebody else replaces the file in the meantime
     */
    FileReplacement.Result rewrite(Map<String, String> facts, Function<PluginRow, @Nullable PluginRow> change)
            throws IOException {
        Path temporary = storage.workplace(unfinished);
        try (FileCopy copy = storage.copy(target)) {
            try (RowReader rows = format.open(copy.path());
                    RowWriter writer = format.create(temporary, facts)) {
                for (PluginRow row = rows.read(); row != null; row = rows.read()) {
                    PluginRow changed = change.apply(row);
                    if (changed != null) {
                        writer.write(changed);
                    }
                }
            }
            FileReplacement.Result result =
                    new FileReplacement.Result(Files.size(temporary), FileChecksum.crc32c(temporary));
            CrashPoint.SLICE_MERGED.reached();
            if (!storage.swap(temporary, target, copy.file())) {
                throw new IOException(storage.place(target) + " was replaced by somebody else meanwhile");
            }
            CrashPoint.SLICE_RENAMED.reached();
            return result;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
