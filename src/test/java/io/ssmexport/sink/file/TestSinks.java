package io.ssmexport.sink.file;

import io.ssmexport.destination.Destination;
import io.ssmexport.destination.FileDestination;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.s3.BucketAccess;
import io.ssmexport.sink.file.storage.FileRights;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sinks for tests, and what a run does with them. */
final class TestSinks {

    /** Of sinks into files of this host. */
    static final BucketAccess NO_BUCKET = new BucketAccess(
            () -> {
                throw new AssertionError("no bucket is asked for anything");
            },
            null,
            null);

    private TestSinks() {}

    static FileSink sink(String into) {
        return sink(into, OutputStream.nullOutputStream(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    static FileSink sink(String into, OutputStream out, Path scratch) {
        return FileSink.of(
                (FileDestination) Destination.parse(into),
                settings(Reading.EVERYTHING, Duration.ofDays(1), RowChoice.ALL, out, scratch));
    }

    /** Sink of a job that chooses rows. */
    static FileSink sink(String into, RowChoice rows, OutputStream out, Path scratch) {
        return FileSink.of(
                (FileDestination) Destination.parse(into),
                settings(Reading.EVERYTHING, Duration.ofDays(1), rows, out, scratch));
    }

    /** Sink of a job that reads in that way, in slices of that width. */
    static FileSink sink(String into, Reading reading, Duration width) {
        return FileSink.of(
                (FileDestination) Destination.parse(into),
                settings(
                        reading,
                        width,
                        RowChoice.ALL,
                        OutputStream.nullOutputStream(),
                        Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static FileSinkSettings settings(
            Reading reading, Duration width, RowChoice rows, OutputStream out, Path scratch) {
        return new FileSinkSettings(
                "nightly",
                reading,
                width,
                1 << 20,
                CsvStyle.PLAIN,
                rows,
                FileRights.ofOutputs(null),
                out,
                scratch,
                NO_BUCKET);
    }

    /** Stages a slice as one page for each invocation, and an empty one at the end. */
    static void stage(FileSink sink, Slice slice, InvocationRows... invocations) {
        sink.restart(slice);
        int number = 0;
        for (InvocationRows invocation : invocations) {
            sink.write(slice, List.of(SampleRows.page(++number, invocation)));
        }
        sink.write(slice, List.of(SampleRows.page(++number)));
    }

    /** A whole run over one slice. */
    static SliceExport export(FileSink sink, Slice slice, InvocationRows... invocations) {
        stage(sink, slice, invocations);
        return end(sink, slice);
    }

    /** What a run does with a slice whose pages are all staged. */
    static SliceExport end(FileSink sink, Slice slice) {
        SliceExport counted = sink.publish(slice);
        SliceExport export = sink.publishAll(List.of(slice)).getOrDefault(slice, counted);
        sink.clean(slice);
        return export;
    }

    /** Lets the next write of that file fail. */
    static void obstruct(Path file) throws IOException {
        Files.createDirectories(file);
    }
}
