package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.file.csv.CsvFormat;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.DiskStorage;
import io.ssmexport.sink.file.storage.FileRights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReplacementTest {

    @TempDir
    private Path directory;

    /** Merges what was staged below a name of its own, once {@code meanwhile} has happened while the file was growing. */
    private SliceCounts replace(String staged, Interruption meanwhile, InvocationRows... invocations)
            throws IOException {
        DiskStorage storage = new DiskStorage(directory, Staging.DIRECTORY, FileRights.ofOutputs(null));
        Staging staging = new Staging(storage, Staging.DIRECTORY + "/" + staged, "nightly");
        staging.write(SLICE, List.of(page(1, invocations)));
        SliceMerge merge = new SliceMerge(List.of(SLICE), staging, RowChoice.ALL);
        new FileReplacement(
                        storage,
                        "rows.csv",
                        staging.merged(),
                        new Interrupted(new CsvFormat(false, CsvStyle.PLAIN), meanwhile))
                .merge(merge, Map.of());
        return merge.counts(SLICE);
    }

    @Test
    void whatSomebodyElsePublishedInTheMeantimeIsMergedToo() throws Exception {
        replace("first", new Interruption(() -> {}), invocation(SLICE, 1, "aged out"));
        Interruption other = new Interruption(() ->
                replace("other", new Interruption(() -> {}), invocation(SLICE, 2, "b"), invocation(SLICE, 3, "c")));

        SliceCounts counts = replace("late", other, invocation(SLICE, 3, "late"));

        assertThat(DuckDb.rows(directory.resolve("rows.csv")))
                .extracting(row -> row.get(27))
                .containsExactly("aged out", "aged out", "b", "b", "late", "late");
        assertThat(counts).isEqualTo(new SliceCounts(3, 0, 6, 2));
    }

    @Test
    void theFirstFileIsNotOverwrittenByASecondFirstOne() throws Exception {
        Interruption other =
                new Interruption(() -> replace("other", new Interruption(() -> {}), invocation(SLICE, 1, "a")));

        replace("late", other, invocation(SLICE, 2, "b"));

        assertThat(DuckDb.rows(directory.resolve("rows.csv")))
                .extracting(row -> row.get(27))
                .containsExactly("a", "a", "b", "b");
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Happens once. */
    private static final class Interruption {

        private final Action action;
        private boolean isDone;

        Interruption(Action action) {
            this.action = action;
        }

        void happen() throws IOException {
            if (!isDone) {
                isDone = true;
                action.run();
            }
        }
    }

    /** Something happens when the first file begins to grow, which is after the earlier one was looked at. */
    private record Interrupted(RowFormat format, Interruption interruption) implements RowFormat {

        @Override
        public RowWriter create(Path file, Map<String, String> facts) throws IOException {
            interruption.happen();
            return format.create(file, facts);
        }

        @Override
        public String ending() {
            return format.ending();
        }

        @Override
        public boolean keepsFacts() {
            return format.keepsFacts();
        }

        @Override
        public Map<String, String> facts(Path file) throws IOException {
            return format.facts(file);
        }

        @Override
        public RowReader open(Path file) throws IOException {
            return format.open(file);
        }
    }
}
