package io.ssmexport.sink.file;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.FileChecksum;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.InvocationReader;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced by the merge of itself and what was staged. A reader sees the old file or the new one, whole.
 *
 * @param temporary where the new file grows; on the same file system
 */
record FileReplacement(Path target, Path temporary, RowFormat format) {

    /** What is known of a file. */
    record Result(long bytes, String checksum) {}

    Result merge(SliceMerge merge, Map<String, String> facts) throws IOException {
        try {
            try (InvocationReader earlier = earlier();
                    RowWriter writer = format.create(temporary, facts)) {
                merge.write(earlier, writer);
            }
            Result result = result(temporary);
            CrashPoint.SLICE_MERGED.reached();
            rename();
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
        return result(target);
    }

    private @Nullable InvocationReader earlier() throws IOException {
        return Files.exists(target) ? new InvocationReader(format.open(target)) : null;
    }

    private void rename() throws IOException {
        Path directory = Objects.requireNonNull(target.getParent(), "a file has a directory");
        Directories.create(directory);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(directory);
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
