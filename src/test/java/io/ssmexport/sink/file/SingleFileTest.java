package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.TestSinks.export;
import static io.ssmexport.sink.file.TestSinks.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleFileTest {

    private static final Slice MONDAY = SampleRows.slice("2026-11-16");
    private static final Slice TUESDAY = SampleRows.slice("2026-11-17");
    private static final Slice WEDNESDAY = SampleRows.slice("2026-11-18");
    private static final String[] COUNTS = {"invocations", "openInvocations", "rows", "keptInvocations"};

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv", "csv:x.csv.gz"})
    void slicesBecomeVisibleTogether(String into) throws SQLException {
        FileSink sink = sink(into);
        stage(sink, MONDAY, invocation(MONDAY, 1, "a"));
        stage(sink, TUESDAY, invocation(TUESDAY, 2, "b"), invocation(TUESDAY, 3, "c", "Pending"));

        SliceExport counted = sink.publish(TUESDAY);
        assertThat(file(into)).doesNotExist();
        Map<Slice, SliceExport> exports = sink.publishAll(List.of(TUESDAY, MONDAY));

        assertThat(counted).isEqualTo(new SliceExport(2, 1, 4, 0, null, 0, null));
        assertThat(exports.get(TUESDAY))
                .usingRecursiveComparison()
                .ignoringFields("file", "bytes", "checksum")
                .isEqualTo(counted);
        assertThat(outputs(into)).containsExactly("a", "a", "b", "b", "c", "c");
    }

    @Test
    void slicesStandInTheOrderOfRegionAccountAndTime() throws SQLException {
        FileSink sink = sink("csv:x.csv");
        List<Slice> slices = new ArrayList<>();
        for (Source source : List.of(
                new Source("111111111111", "us-east-1"),
                new Source("222222222222", "eu-west-1"),
                new Source("111111111111", "eu-west-1"))) {
            for (Slice day : List.of(TUESDAY, MONDAY)) {
                slices.add(new Slice(source.account(), source.region(), day.start(), day.width()));
            }
        }
        slices.forEach(slice -> stage(sink, slice, invocation(slice, 1, slice.name())));
        sink.publishAll(slices);

        assertThat(outputs("csv:x.csv").stream().distinct())
                .containsExactly(
                        "2026-11-16_111111111111_eu-west-1_0000",
                        "2026-11-17_111111111111_eu-west-1_0000",
                        "2026-11-16_222222222222_eu-west-1_0000",
                        "2026-11-17_222222222222_eu-west-1_0000",
                        "2026-11-16_111111111111_us-east-1_0000",
                        "2026-11-17_111111111111_us-east-1_0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv", "csv:x.csv.gz"})
    void aLaterRunKeepsOtherSlicesAndWhatAwsHasAgedOut(String into) throws SQLException {
        FileSink sink = sink(into);
        export(sink, MONDAY, invocation(MONDAY, 1, "monday"));
        export(sink, TUESDAY, invocation(TUESDAY, 2, "aged out"), invocation(TUESDAY, 3, "early"));

        stage(sink, TUESDAY, invocation(TUESDAY, 3, "late"));
        stage(sink, WEDNESDAY, invocation(WEDNESDAY, 4, "wednesday"));
        Map<Slice, SliceExport> exports = sink.publishAll(List.of(WEDNESDAY, TUESDAY));

        assertThat(outputs(into))
                .containsExactly("monday", "monday", "aged out", "aged out", "late", "late", "wednesday", "wednesday");
        assertThat(exports.get(TUESDAY))
                .extracting("invocations", "rows", "keptInvocations")
                .containsExactly(2L, 4L, 1L);
    }

    /** What is left out has a say in whether the slice is read again. */
    @Test
    void rowsThatNobodyChoseAreNotWrittenAndNotCounted() throws SQLException {
        FileSink sink = TestSinks.sink(
                "csv:" + directory + "/x.csv", RowChoice.FAILED, OutputStream.nullOutputStream(), directory);
        SliceExport export = export(
                sink,
                MONDAY,
                invocation(MONDAY, 1, "ended"),
                invocation(MONDAY, 2, "failed", "Failed"),
                invocation(MONDAY, 3, "open", "Pending"));
        SliceExport later = export(sink, MONDAY, invocation(MONDAY, 3, "open", "Failed"));

        assertThat(export).extracting(COUNTS).containsExactly(3L, 1L, 1L, 0L);
        assertThat(later).extracting(COUNTS).containsExactly(2L, 0L, 2L, 1L);
        assertThat(outputs("csv:x.csv")).containsExactly("failed", "open");
    }

    /** The invocations of one command are staged as one slice. */
    @Test
    void whatAListHoldsStandsOnceWhateverItsTimes() throws SQLException {
        FileSink sink = sink("csv:x.csv");
        export(sink, MONDAY, invocation(TUESDAY, 1, "early"), invocation(TUESDAY, 2, "once"));
        export(sink, MONDAY, invocation(TUESDAY, 1, "late"));

        assertThat(outputs("csv:x.csv")).containsExactly("once", "once", "late", "late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv", "csv:x.csv.gz"})
    void thereIsAFileEvenWithoutRows(String into) throws IOException, SQLException {
        FileSink sink = sink(into);

        SliceExport export = export(sink, MONDAY);

        assertThat(outputs(into)).isEmpty();
        assertThat(sink.holds(MONDAY, export)).isTrue();
        Files.delete(file(into));
        assertThat(sink.holds(MONDAY, export)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv", "csv:x.csv.gz"})
    void nothingElseIsLeftBesideTheFile(String into) throws IOException {
        FileSink sink = sink(into);
        sink.prepare();

        export(sink, MONDAY, invocation(MONDAY, 1, "a"));

        assertThat(directory.toFile().list())
                .containsExactly(file(into).toFile().getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv", "csv:x.csv.gz"})
    void aFileOfSomebodyElseIsRefusedBeforeAnythingIsRead(String into) throws IOException {
        Files.writeString(file(into), "id,name\n1,somebody\n");

        assertThatThrownBy(() -> sink(into).prepare())
                .hasMessageStartingWith("[into] " + file(into))
                .hasMessageEndingWith("; move it away, or write to another path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv"})
    void aDirectoryInThePlaceOfTheFileIsRefused(String into) throws IOException {
        Files.createDirectory(file(into));

        assertThatThrownBy(() -> sink(into).prepare())
                .hasMessageContaining(": is a directory, where a file is needed; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:x.parquet", "csv:x.csv", "csv:x.csv.gz"})
    void aLinkIsWrittenThrough(String into) throws IOException, SQLException {
        Path real = Files.createDirectory(directory.resolve("real")).resolve("rows");
        Files.createSymbolicLink(file(into), real);
        assertThatThrownBy(() -> sink(into))
                .hasMessageContaining(": is a link to " + real + ", which isn't there; make that, or remove the link");
        Files.delete(file(into));
        export(sink(into), MONDAY, invocation(MONDAY, 1, "monday"));
        Files.move(file(into), real);
        Files.createSymbolicLink(file(into), real);

        FileSink sink = sink(into);
        sink.prepare();
        export(sink, TUESDAY, invocation(TUESDAY, 2, "tuesday"));

        assertThat(file(into)).isSymbolicLink();
        assertThat(outputs(into)).containsExactly("monday", "monday", "tuesday", "tuesday");
        assertThat(directory.toFile().list()).hasSize(2);
    }

    @Test
    void theStagingOfOthersStaysBesideTheFile() throws IOException {
        Path others = Files.createDirectories(directory.resolve("_staging/other.csv.parts"));
        FileSink sink = sink("csv:x.csv");
        sink.prepare();

        sink.cleanUp();
        assertThat(others).exists();
        Files.delete(others);
        sink.cleanUp();

        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_staging", "_staging/x.csv.parts"})
    void aLinkInPlaceOfTheStagingIsRefused(String staging) throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = directory.resolve(staging);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, elsewhere);

        for (ThrowingCallable look :
                List.<ThrowingCallable>of(sink("csv:x.csv")::prepare, sink("csv:x.csv")::inspect)) {
            assertThatThrownBy(look)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(link + ": is a symbolic link, which isn't followed; remove it");
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    private FileSink sink(String into) {
        return TestSinks.sink(into.replace(":x", ":" + directory + "/x"));
    }

    private Path file(String into) {
        return directory.resolve(into.substring(into.indexOf(':') + 1));
    }

    private List<String> outputs(String into) throws SQLException {
        return DuckDb.query("select output from " + DuckDb.source(file(into))).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }
}
