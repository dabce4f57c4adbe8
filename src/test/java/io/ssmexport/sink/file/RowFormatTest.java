package io.ssmexport.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.csv.CsvFormat;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.parquet.ParquetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowFormatTest {

    @TempDir
    Path directory;

    static Stream<RowFormat> formats() {
        return Stream.of(
                new ParquetFormat(1 << 16), new CsvFormat(false, CsvStyle.PLAIN), new CsvFormat(true, CsvStyle.PLAIN));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatWasWrittenIsReadBack(RowFormat format) throws IOException {
        Path file = write(format, SampleRows.nastyRows());

        assertThat(read(format, file)).isEqualTo(held(format, SampleRows.nastyRows()));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anotherProgramReadsTheSameValues(RowFormat format) throws IOException, SQLException {
        List<PluginRow> rows = SampleRows.nastyRows();

        Path file = write(format, rows);

        assertThat(DuckDb.rows(file))
                .isEqualTo(held(format, rows).stream().map(DuckDb::texts).toList());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void manyRowsAreReadBack(RowFormat format) throws IOException {
        List<PluginRow> rows = SampleRows.manyRows(3_000);

        assertThat(read(format, write(format, rows))).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aFileWithoutRowsIsReadable(RowFormat format) throws IOException, SQLException {
        Path file = write(format, List.of());

        assertThat(read(format, file)).isEmpty();
        assertThat(DuckDb.rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theSameRowsGiveTheSameBytes(RowFormat format) throws IOException {
        byte[] first = Files.readAllBytes(write(format, SampleRows.nastyRows()));

        assertThat(write(format, SampleRows.nastyRows())).hasBinaryContent(first);
    }

    private static List<PluginRow> held(RowFormat format, List<PluginRow> rows) {
        return format instanceof CsvFormat
                ? rows.stream().map(SampleRows::withoutNul).toList()
                : rows;
    }

    private Path write(RowFormat format, List<PluginRow> rows) throws IOException {
        Path file = directory.resolve("rows" + format.ending());
        try (RowWriter writer = format.create(file, Map.of("ssm-export.job", "nightly"))) {
            for (PluginRow row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    private static List<PluginRow> read(RowFormat format, Path file) throws IOException {
        List<PluginRow> rows = new ArrayList<>();
        try (RowReader reader = format.open(file)) {
            for (PluginRow row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
