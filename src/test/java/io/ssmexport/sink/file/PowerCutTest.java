package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.disk.Forced;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What reaches the disk before a name is given, and that the name does: only a power cut shows when it doesn't, so the JVM is
 * asked, which records each {@code force} of a file or directory.
 */
class PowerCutTest {

    private static final Pattern ATTEMPT = Pattern.compile("(/0000000[0-9]|/merged)-[0-9a-f]+");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv", "csv.gz"})
    void aPartAndAFileOfADatasetAreOnTheDiskUnderTheirNames(String format) throws IOException {
        FileSink sink = TestSinks.sink(format + ":" + directory);
        String staged = "_staging/" + SLICE.name();

        assertThat(forced(() -> sink.write(SLICE, List.of(page(1, invocation(SLICE, 1, "a"))))))
                .containsExactly("", "_staging", staged + "/00000001.part.tmp", staged);
        assertThat(forced(() -> sink.publish(SLICE)))
                .startsWith(staged + "/merged.tmp")
                .endsWith(staged + "/merged.tmp", "", "requested_date=2026-11-19")
                // The footer of a Parquet file is put in order once the file is closed.
                .hasSize(format.equals("parquet") ? 4 : 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv", "csv.gz"})
    void aSingleFileIsOnTheDiskUnderItsName(String format) throws IOException {
        FileSink sink = TestSinks.sink(format.replace(".gz", "") + ":" + directory.resolve("rows." + format));
        TestSinks.stage(sink, SLICE, invocation(SLICE, 1, "a"));

        assertThat(forced(() -> sink.publishAll(List.of(SLICE))))
                .endsWith("_staging/rows." + format + ".parts/merged.tmp", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv.gz"})
    void theNoteOfADatasetIsOnTheDiskUnderItsName(String format) throws IOException {
        FileSink sink = TestSinks.sink(format + ":" + directory);
        sink.prepare();

        assertThat(forced(() -> sink.hold(false))).containsExactly("_staging/note.tmp", "");
    }

    /** Files and directories that were forced to the disk meanwhile, in this order, without the attempts in their names. */
    private List<String> forced(Runnable action) throws IOException {
        return Forced.by(directory, action).stream()
                .map(path -> ATTEMPT.matcher(path).replaceFirst("$1"))
                .toList();
    }
}
