package io.ssmexport.sink.file;

import io.ssmexport.disk.FileChecksum;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.InvocationReader;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced by the merge of itself and what was staged, or by itself with other rows. A reader sees the old file or the new one, whole.
 *
 * @param unfinished name under which the new file grows
 */
record FileReplacement(Storage storage, String target, String unfinished, RowFormat format) {

    /** Each of them is a merge by somebody else that went well. */
    private static final int MOST_TRIES = 100;

    /** What is known of a file. */
    record Result(long bytes, String checksum) {}

    /** Merges again as long as somebody else replaces the file in the meantime. */
    Result merge(SliceMerge merge, Map<String, String> facts) throws IOException {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            Optional<Result> result = attempt(merge, facts);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new IOException(
                storage.place(target) + " was replaced by others " + MOST_TRIES + " times while it was to be");
    }

    /**
     * Replaces a file that is damaged by what was staged alone. Its bytes stay beside it, under a name that no reader takes.
     *
     * @return the name; null if the file is another one meanwhile, so that it is to be merged
     */
    @Nullable
    Anew anew(SliceMerge merge, Map<String, String> facts) throws IOException {
        try (FileCopy damaged = storage.copy(target)) {
            String aside = target + "." + FileChecksum.crc32c(damaged.path()) + ".damaged";
            Path bytes = storage.workplace(unfinished);
            Files.copy(damaged.path(), bytes, StandardCopyOption.REPLACE_EXISTING);
            storage.put(bytes, aside);
            return attempt(merge, facts, new Earlier(damaged, null))
                    .map(result -> new Anew(result, aside))
                    .orElse(null);
        }
    }

    /**
     * A file that took the place of a damaged one.
     *
     * @param aside name of what was damaged
     */
    record Anew(Result result, String aside) {}

    /** Empty if the file is another one meanwhile. */
    private Optional<Result> attempt(SliceMerge merge, Map<String, String> facts) throws IOException {
        try (Earlier earlier = earlier()) {
            return attempt(merge, facts, earlier);
        }
    }

    private Optional<Result> attempt(SliceMerge merge, Map<String, String> facts, Earlier earlier) throws IOException {
        return replace(facts, earlier.file(), writer -> merge.write(earlier.reader(), writer));
    }

    /**
     * Replaces the file by itself with other rows.
     *
     * @param change gives what becomes of a row, or null to leave it out
     * @throws IOException also if somebody else replaces the file in the meantime
     */
    Result rewrite(Map<String, String> facts, Function<PluginRow, @Nullable PluginRow> change) throws IOException {
        try (FileCopy copy = storage.copy(target)) {
            return replace(facts, copy.file(), writer -> change(copy, change, writer))
                    .orElseThrow(
                            () -> new IOException(storage.place(target) + " was replaced by somebody else meanwhile"));
        }
    }

    private void change(FileCopy copy, Function<PluginRow, @Nullable PluginRow> change, RowWriter writer)
            throws IOException {
        try (RowReader rows = format.open(copy.path())) {
            for (PluginRow row = rows.read(); row != null; row = rows.read()) {
                PluginRow changed = change.apply(row);
                if (changed != null) {
                    writer.write(changed);
                }
            }
        }
    }

    /** Writes the rows of a file. */
    private interface Rows {
        void to(RowWriter writer) throws IOException;
    }

    /** Empty if it isn't the known file any more. */
    private Optional<Result> replace(Map<String, String> facts, @Nullable StoredFile known, Rows rows)
            throws IOException {
        Path temporary = storage.workplace(unfinished);
        try {
            try (RowWriter writer = format.create(temporary, facts)) {
                rows.to(writer);
            }
            Result result = result(temporary);
            CrashPoint.SLICE_MERGED.reached();
            if (!storage.swap(temporary, target, known)) {
                return Optional.empty();
            }
            CrashPoint.SLICE_RENAMED.reached();
            return Optional.of(result);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Leaves the file as it is, and only lets the merge count what it holds; null if there is none. */
    @Nullable
    Result count(SliceMerge merge) throws IOException {
        try (Earlier earlier = earlier()) {
            merge.write(earlier.reader(), new Discard());
            return earlier.copy() == null ? null : result(earlier.copy().path());
        }
    }

    /** The file as it is now, open; its members are null if there is none. */
    private record Earlier(
            @Nullable FileCopy copy, @Nullable InvocationReader reader) implements Closeable {

        @Nullable
        StoredFile file() {
            return copy == null ? null : copy.file();
        }

        @Override
        public void close() throws IOException {
            try (copy;
                    reader) {
                // Both are closed.
            }
        }
    }

    private Earlier earlier() throws IOException {
        if (storage.find(target).isEmpty()) {
            return new Earlier(null, null);
        }
        FileCopy copy;
        try {
            copy = storage.copy(target);
        } catch (NoSuchFileException goneMeanwhile) {
            return new Earlier(null, null);
        }
        try {
            return new Earlier(copy, new InvocationReader(format.open(copy.path())));
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
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
