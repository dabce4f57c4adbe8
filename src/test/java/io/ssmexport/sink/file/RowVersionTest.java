package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.csv.CsvFormat;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.parquet.OtherContract;
import io.ssmexport.sink.file.parquet.ParquetFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose columns are those of another version of the row contract. */
class RowVersionTest {

    private static final List<String> TODAY =
            Column.ALL.stream().map(Column::name).toList();
    private static final String LACKING = "output_truncated";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {".parquet", ".csv", ".csv.gz"})
    void anOlderFileIsReadByTheNamesOfItsColumns(String ending) throws IOException {
        List<PluginRow> rows =
                SampleRows.nastyRows().stream().map(SampleRows::withoutNul).toList();
        Path file = write(directory.resolve("rows" + ending), 0, older(), rows);

        assertThat(read(file))
                .isEqualTo(rows.stream().map(RowVersionTest::lacking).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv", "csv.gz"})
    void mergingRewritesAnOlderFileInTodaysColumns(String format) throws IOException, SQLException {
        FileSink sink = TestSinks.sink(format + ":" + directory);
        Path file = directory.resolve(SliceFile.name(SLICE, "." + format));
        Files.createDirectories(file.getParent());
        write(file, 0, older(), invocation(SLICE, 1, "aged out").rows());
        sink.check(true);

        SliceExport export = TestSinks.export(sink, SLICE, invocation(SLICE, 2, "new"));

        assertThat(export.keptInvocations()).isEqualTo(1);
        assertThat(columns(file)).startsWith(TODAY.toArray(new String[0]));
        assertThat(DuckDb.query("select output, " + LACKING + " from " + DuckDb.source(file)))
                .extracting(String::valueOf)
                .containsExactly("[aged out, null]", "[aged out, null]", "[new, true]", "[new, true]");
    }

    @ParameterizedTest
    @CsvSource({
        "parquet, 'the columns of version 2, and this ssm-export knows them up to version 1; use the newer one'",
        "csv, 'a column cost, which version 1 of the columns doesn''t have; use the newer ssm-export that wrote it'",
        "csv.gz, 'a column cost, which version 1 of the columns doesn''t have; use the newer ssm-export that wrote it'",
    })
    void aNewerFileIsRefusedAndStays(String format, String problem) throws IOException {
        FileSink sink = TestSinks.sink(format + ":" + directory);
        Path file = directory.resolve(SliceFile.name(SLICE, "." + format));
        Files.createDirectories(file.getParent());
        List<String> newer = new ArrayList<>(TODAY);
        newer.add("cost");
        write(
                file,
                Column.CONTRACT_VERSION + 1,
                newer,
                invocation(SLICE, 1, "kept").rows());
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> TestSinks.export(sink, SLICE, invocation(SLICE, 2, "new")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessage("[into] %s has %s; move it away, or write to another path", file, problem);
        assertThat(file).hasBinaryContent(before);
    }

    /** What a column was called or meant never changes: a file without a part of the key, or with one twice, isn't ours. */
    @ParameterizedTest
    @ValueSource(strings = {".parquet", ".csv", ".csv.gz"})
    void aFileWithoutAColumnThatIsNeverNullIsNotOurs(String ending) throws IOException {
        for (Column column : Column.ALL) {
            List<String> columns = new ArrayList<>(TODAY);
            columns.remove(column.name());
            Path file = write(directory.resolve("rows" + ending), 0, columns, List.of(SampleRows.emptyRow()));
            if (column.nullable()) {
                assertThat(read(file)).containsExactly(SampleRows.emptyRow());
            } else {
                assertThatThrownBy(() -> read(file))
                        .hasMessageContaining(file + " was not written by ssm-export, or not with all columns;");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".csv", ".csv.gz"})
    void aFileWithAColumnTwiceIsNotOurs(String ending) throws IOException {
        List<String> twice = new ArrayList<>(TODAY);
        twice.add("status");
        Path file = write(directory.resolve("rows" + ending), 0, twice, List.of());

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining(" was not written by ssm-export, or not with all columns;");
    }

    private static List<String> older() {
        List<String> older = new ArrayList<>(TODAY);
        older.remove(LACKING);
        Collections.reverse(older);
        return older;
    }

    private static PluginRow lacking(PluginRow row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        Column.ALL.forEach(column -> values.put(column.name(), column.value().apply(row)));
        values.put(LACKING, null);
        return SampleRows.row(values);
    }

    private static Path write(Path file, int version, List<String> columns, List<PluginRow> rows) throws IOException {
        if (file.toString().endsWith(".parquet")) {
            OtherContract.write(file, version, columns, rows);
            return file;
        }
        StringBuilder csv = new StringBuilder(record(List.copyOf(columns)));
        for (PluginRow row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(OtherContract.value(column, row)));
            csv.append(record(cells));
        }
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream encoded = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            encoded.write(csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String record(List<? extends @Nullable Object> cells) {
        return cells.stream()
                .map(cell -> cell == null ? "" : "\"" + text(cell).replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String text(Object cell) {
        return cell instanceof Instant time ? time.toString() : String.valueOf(cell);
    }

    private static List<String> columns(Path file) throws SQLException {
        return DuckDb.query("describe select * from "
                        + (file.toString().endsWith(".parquet") ? "'" + file + "'" : "read_csv('" + file + "')"))
                .stream()
                .map(column -> String.valueOf(column.get(0)))
                .toList();
    }

    private static List<PluginRow> read(Path file) throws IOException {
        String name = file.toString();
        RowFormat format = name.endsWith(".parquet")
                ? new ParquetFormat(1 << 20)
                : new CsvFormat(name.endsWith(".gz"), CsvStyle.PLAIN);
        List<PluginRow> rows = new ArrayList<>();
        try (RowReader reader = format.open(file)) {
            for (PluginRow row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
