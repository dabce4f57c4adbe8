package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {

    private static final Slice NEXT = SampleRows.slice("2026-11-20");

    @TempDir
    Path scratch;

    @Test
    void allSlicesOfARunComeUnderOneHeader() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileSink sink = TestSinks.sink("csv:-", out, scratch);
        sink.prepare();
        TestSinks.stage(sink, SLICE, invocation(SLICE, 1, "a"));
        TestSinks.stage(sink, NEXT, invocation(NEXT, 2, "b"));
        assertThat(out.size()).isZero();

        sink.publishAll(List.of(SLICE, NEXT));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("\"account_id\",\"region\"");
    }

    @Test
    void rowsThatNobodyChoseAreNotWrittenAndNotCounted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileSink sink = TestSinks.sink("csv:-", RowChoice.FAILED, out, scratch);
        TestSinks.stage(sink, SLICE, invocation(SLICE, 1, "ended"), invocation(SLICE, 2, "failed", "Failed"));

        assertThat(sink.publishAll(List.of(SLICE)).get(SLICE)).isEqualTo(new SliceExport(2, 0, 1, 0, null, 0, null));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"failed\""));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        FileSink sink = sink(new IOException("Broken pipe"));
        assertThat(sink.publishAll(List.of(SLICE))).containsOnlyKeys(SLICE);
    }

    @Test
    void anOutputThatCantBeWrittenIsNamed() {
        FileSink sink = sink(new IOException("No space left on device"));
        assertThatThrownBy(() -> sink.publishAll(List.of(SLICE)))
                .isInstanceOf(Failure.class)
                .hasMessage("[into] can't write csv:-: No space left on device; nothing is recorded, the same command"
                        + " writes all of it again");
    }

    private FileSink sink(IOException problem) {
        FileSink sink = TestSinks.sink(
                "csv:-",
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw problem;
                    }
                },
                scratch);
        TestSinks.stage(sink, SLICE, invocation(SLICE, 1, "a"));
        return sink;
    }
}
