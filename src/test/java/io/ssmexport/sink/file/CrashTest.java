package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.TestSinks.export;
import static io.ssmexport.sink.file.TestSinks.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.CrashPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sinks' part of the table of crash points: what is there after a kill, and after the next run. */
class CrashTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "parquet:history, PART_WRITTEN, old",
        "parquet:history, SLICE_MERGING, old",
        "parquet:history, SLICE_MERGED, old",
        "parquet:history, SLICE_RENAMED, new",
        "csv:history.csv, SLICE_MERGING, old",
        "csv:history.csv, SLICE_MERGED, old",
        "csv:history.csv, SLICE_RENAMED, new"
    })
    void aKilledRunShowsTheOldFileOrTheNewAndTheNextRunTheNew(String into, CrashPoint point, String found)
            throws IOException, InterruptedException {
        byte[] oldFile = firstRun(into, "old");
        byte[] newFile = uninterrupted(into);

        killedRun(into, point);
        assertThat(file(into, "killed")).hasBinaryContent(found.equals("old") ? oldFile : newFile);
        export(sink(into, "killed"), SLICE, invocation(SLICE, 2, "late"), invocation(SLICE, 3, "new"));

        assertThat(file(into, "killed")).hasBinaryContent(newFile);
    }

    private byte[] firstRun(String into, String where) throws IOException {
        export(sink(into, where), SLICE, invocation(SLICE, 1, "aged out"), invocation(SLICE, 2, "early"));
        return Files.readAllBytes(file(into, where));
    }

    private byte[] uninterrupted(String into) throws IOException {
        firstRun(into, "whole");
        export(sink(into, "whole"), SLICE, invocation(SLICE, 2, "late"), invocation(SLICE, 3, "new"));
        return Files.readAllBytes(file(into, "whole"));
    }

    private void killedRun(String into, CrashPoint point) throws IOException, InterruptedException {
        firstRun(into, "killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dssm-export.crash=" + point,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashTest.class.getName(),
                        within(into, "killed"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(137);
    }

    /** The second run, in the process that is killed. */
    public static void main(String[] arguments) {
        FileSink sink = TestSinks.sink(arguments[0]);
        stage(sink, SLICE, invocation(SLICE, 2, "late"), invocation(SLICE, 3, "new"));
        sink.publish(SLICE);
        sink.publishAll(List.of(SLICE));
    }

    private FileSink sink(String into, String where) {
        return TestSinks.sink(within(into, where));
    }

    private String within(String into, String where) {
        return into.replace(":", ":" + directory.resolve(where) + "/");
    }

    private Path file(String into, String where) {
        return into.startsWith("csv")
                ? directory.resolve(where).resolve("history.csv")
                : directory
                        .resolve(where)
                        .resolve("history/requested_date=2026-11-19/123456789012_us-east-1_0000.parquet");
    }
}
