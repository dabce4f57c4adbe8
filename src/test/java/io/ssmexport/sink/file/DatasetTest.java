package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static io.ssmexport.sink.file.TestSinks.export;
import static io.ssmexport.sink.file.TestSinks.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.ForeignFile;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.parquet.ParquetFormat;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {

    private static final String FILE = "requested_date=2026-11-19/123456789012_us-east-1_0000.parquet";

    @TempDir
    Path temporary;

    private Path root = Path.of("");
    private FileSink sink = TestSinks.sink("parquet:-d");

    @BeforeEach
    void inTheDirectory() {
        root = temporary.resolve("history");
        sink = TestSinks.sink("parquet:" + root);
        sink.prepare();
    }

    /** Whatever attempt is in its name. */
    private Path part(int firstPage) throws IOException {
        String beginning = String.format(Locale.ROOT, "%08d-", firstPage);
        try (Stream<Path> parts = Files.list(root.resolve("_staging").resolve(SLICE.name()))) {
            return parts.filter(part -> String.valueOf(part.getFileName()).startsWith(beginning))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aSliceBecomesAFileUnderItsDay() throws SQLException {
        SliceExport export = export(sink, SLICE, invocation(SLICE, 1, "a"), invocation(SLICE, 2, "b", "Pending"));

        assertThat(export.file()).isEqualTo(FILE);
        assertThat(List.of(export.invocations(), export.openInvocations(), export.rows(), export.keptInvocations()))
                .containsExactly(2L, 1L, 4L, 0L);
        assertThat(DuckDb.query("select requested_date, plugin_index, output from " + all()))
                .extracting(String::valueOf)
                .containsExactly(
                        "[2026-11-19, 0, a]", "[2026-11-19, 1, a]", "[2026-11-19, 0, b]", "[2026-11-19, 1, b]");
    }

    @Test
    void aFileSaysWhoseAndWhichSliceItIs() throws IOException {
        export(sink, SLICE, invocation(SLICE, 1, "a"));

        assertThat(new ParquetFormat(1 << 20).facts(root.resolve(FILE)))
                .containsEntry("ssm-export.job", "nightly")
                .containsEntry("ssm-export.slice", SLICE.name());
    }

    @Test
    void slicesAreExportedSideBySide() throws SQLException {
        List<Slice> slices = IntStream.rangeClosed(1, 28)
                .mapToObj(day -> SampleRows.slice(String.format(Locale.ROOT, "2026-10-%02d", day)))
                .toList();

        slices.parallelStream().forEach(slice -> export(sink, slice, invocation(slice, 1, slice.name())));

        assertThat(outputs())
                .hasSize(56)
                .containsAll(slices.stream().map(Slice::name).toList());
        assertThat(root.resolve("_staging")).doesNotExist();
    }

    @Test
    void anEmptySliceGivesNoFile() {
        SliceExport export = export(sink, SLICE);

        assertThat(export).isEqualTo(new SliceExport(0, 0, 0, 0, null, 0, null));
        assertThat(sink.holds(SLICE, export)).isTrue();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aSliceThatIsEmptyNowKeepsItsFile() throws IOException {
        SliceExport before = export(sink, SLICE, invocation(SLICE, 1, "a"));
        byte[] bytes = Files.readAllBytes(root.resolve(FILE));
        Object identity = Files.getAttribute(root.resolve(FILE), "unix:ino");

        SliceExport export = export(sink, SLICE);

        assertThat(export).isEqualTo(new SliceExport(1, 0, 2, 1, FILE, before.bytes(), before.checksum()));
        assertThat(root.resolve(FILE)).hasBinaryContent(bytes);
        assertThat(Files.getAttribute(root.resolve(FILE), "unix:ino"))
                .as("not even written anew")
                .isEqualTo(identity);
    }

    @Test
    void aFileThatIsGoneOrAnotherSizeIsNotHeld() throws IOException {
        SliceExport export = export(sink, SLICE, invocation(SLICE, 1, "a"));
        assertThat(sink.holds(SLICE, export)).isTrue();

        Files.writeString(root.resolve(FILE), "cut");
        assertThat(sink.holds(SLICE, export)).isFalse();
        Files.delete(root.resolve(FILE));
        assertThat(sink.holds(SLICE, export)).isFalse();
    }

    @Test
    void aFileOfTheSameSizeIsHeldByItsChecksumIfOneIsKnown() throws IOException {
        SliceExport export = export(sink, SLICE, invocation(SLICE, 1, "a"));
        SliceExport ofEarlierVersion = new SliceExport(1, 0, 2, 0, FILE, export.bytes(), null);

        Files.write(root.resolve(FILE), new byte[(int) export.bytes()]);
        assertThat(sink.holds(SLICE, export)).isFalse();
        assertThat(sink.holds(SLICE, ofEarlierVersion)).isTrue();

        Files.writeString(root.resolve(FILE), "cut");
        assertThat(sink.holds(SLICE, ofEarlierVersion)).isFalse();
    }

    @Test
    void aFileThatIsNotOursIsOnlyPutAsideWhereItIsKnownToBe() throws IOException {
        Path csv = root.resolveSibling("csv");
        FileSink sink = TestSinks.sink("csv:" + csv);
        Path foreign = csv.resolve(FILE.replace(".parquet", ".csv"));
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "name,age\nx,1\n");
        stage(sink, SLICE, invocation(SLICE, 1, "a"));

        assertThatThrownBy(() -> sink.publish(SLICE)).isInstanceOf(ForeignFile.class);
        assertThat(foreign).hasContent("name,age\nx,1\n");
        assertThat(sink.putAside()).isEmpty();

        assertThat(sink.publishAnew(SLICE).rows()).isEqualTo(2);
        assertThat(sink.putAside()).hasSize(1);
        try (Stream<Path> files = Files.list(foreign.getParent())) {
            assertThat(files.filter(file -> file.toString().endsWith(".damaged")))
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasContent("name,age\nx,1\n"));
        }
    }

    @Test
    void whereOnlyTheDaysOfTheRestAreToldThereIsNothing() {
        assertThat(sink.isEmpty()).isTrue();
        sink.describe(() -> new byte[1]);
        assertThat(root.resolve("_coverage/nightly.jsonl.gz")).hasBinaryContent(new byte[1]);
        assertThat(sink.isEmpty()).isTrue();
        export(sink, SLICE, invocation(SLICE, 1, "a"));
        assertThat(sink.isEmpty()).isFalse();
    }

    @Test
    void missingPagesAreNotPublished() throws IOException {
        stage(sink, SLICE, invocation(SLICE, 1, "a"), invocation(SLICE, 2, "b"));
        Files.delete(part(2));

        assertThatThrownBy(() -> sink.publish(SLICE))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[123456789012 us-east-1 2026-11-19] pages are missing or damaged in " + root)
                .hasMessageEndingWith("; run the same command again to read the slice anew");
    }

    @Test
    void aFailureWhileMergingLeavesTheDatasetAsItWas() throws IOException {
        SliceExport before = export(sink, SLICE, invocation(SLICE, 1, "a"));
        stage(sink, SLICE, invocation(SLICE, 1, "b"));
        String process = String.valueOf(part(1).getFileName()).substring(9, 21);
        Path merged = part(1).resolveSibling("merged-" + process + ".tmp");
        TestSinks.obstruct(merged);

        assertThatThrownBy(() -> sink.publish(SLICE))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "[into] can't write %s: %s: Is a directory; what was there before is unchanged: remedy that and"
                                + " run the same command again",
                        root, merged);

        assertThat(sink.holds(SLICE, before)).isTrue();
        assertThat(merged).doesNotExist();
    }

    @Test
    void aFailureWhileStagingLeavesNoPart() throws IOException {
        Path staging = root.resolve("_staging").resolve(SLICE.name());
        sink.write(SLICE, List.of(page(1)));
        Path part = part(1);
        Files.delete(part);
        TestSinks.obstruct(part.resolveSibling(part.getFileName() + ".tmp"));

        assertThatThrownBy(() -> sink.write(SLICE, List.of(page(1, invocation(SLICE, 1, "a")))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Is a directory");

        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void aDatasetBehindALinkIsWrittenThroughIt() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);
        FileSink linked = TestSinks.sink("parquet:" + link);
        linked.prepare();

        SliceExport export = export(linked, SLICE, invocation(SLICE, 1, "a"));

        assertThat(link).isSymbolicLink();
        assertThat(real.resolve(String.valueOf(export.file()))).exists();
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("nowhere"));

        assertThatThrownBy(() -> TestSinks.sink("parquet:" + link))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is a link to " + temporary.resolve("nowhere") + ", which isn't there");
    }

    @Test
    void aPathBelowAFileIsRefused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() ->
                        TestSinks.sink("parquet:" + file.resolve("history")).prepare())
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[into] can't use %s/history: %s".formatted(file, file))
                .hasMessageEndingWith("; choose another path or remedy that");
    }

    @Test
    void aFileInThePlaceOfTheDatasetIsRefused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> TestSinks.sink("csv:" + file).prepare())
                .hasMessage(
                        "[into] can't use %s: is a file, where a directory is needed; choose another path or"
                                + " remedy that",
                        file);
    }

    @Test
    void aDatasetHasOneFormat() {
        export(sink, SLICE, invocation(SLICE, 1, "a"));

        assertThatThrownBy(() -> TestSinks.sink("csv.gz:" + root).prepare())
                .hasMessage(
                        "[into] can't use %s: it holds .parquet files, such as %s, not .csv.gz; choose another path or"
                                + " remedy that",
                        root, root.resolve(FILE));
    }

    private String all() {
        return DuckDb.source(root.resolve("**/*.parquet"));
    }

    private List<String> outputs() throws SQLException {
        return DuckDb.query("select output from " + all()).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }
}
