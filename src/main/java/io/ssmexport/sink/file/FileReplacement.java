package io.ssmexport.sink.file;

import io.ssmexport.disk.FileChecksum;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.InvocationReader;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced by the merge of itself and what was staged. A reader sees the old file or the new one, whole.
 *
 * @param unfinished name under which the new file grows
 */
record FileReplacement(Storage storage, String target, String unfinished, RowFormat format) {

    /** What is known of a file. */
    record Result(long bytes, String checksum) {}

    Result merge(SliceMerge merge, Map<String, String> facts) throws IOException {
        Path temporary = storage.workplace(unfinished);
        try {
            try (InvocationReader earlier = earlier();
                    RowWriter writer = format.create(temporary, facts)) {
                merge.write(earlier, writer);
            }
            Result result = result(temporary);
            CrashPoint.SLICE_MERGED.reached();
            storage.put(temporary, target);
            CrashPoint.SLICE_RENAMED.reached();
            return result;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Leaves the file as it is, and only lets the merge count what it holds. */
    Result count(SliceMerge merge) throws IOException {
        try (InvocationReader earlier = earlier()) {
            merge.write(earlier, new Discard());
        }
        return result(storage.copy(target));
    }

    private @Nullable InvocationReader earlier() throws IOException {
        return storage.find(target).isPresent() ? new InvocationReader(format.open(storage.copy(target))) : null;
    }

    private static Result result(Path file) throws IOException {
        return new Result(Files.size(file), FileChecksum.crc32c(file));
    }

    private record Discard() implements RowWriter {

        @Override
        public void write(PluginRow row) {
            // Only counted.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
