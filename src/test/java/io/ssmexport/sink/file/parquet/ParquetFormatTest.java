package io.ssmexport.sink.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFormatTest {

    private static final String SECRET = "AKIAIOSFODNN7EXAMPLE";

    private final ParquetFormat format = new ParquetFormat(1 << 16);

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void inTheDirectory() {
        file = directory.resolve("rows.parquet");
    }

    @Test
    void theSchemaIsTheRowContract() throws IOException, SQLException {
        write(SampleRows.nastyRows());

        List<List<@Nullable String>> schema = DuckDb.query(
                "select name, type, repetition_type, coalesce(logical_type, '') from parquet_schema('%s') offset 1"
                        .formatted(file));

        assertThat(schema).isEqualTo(Column.ALL.stream().map(this::schemaOf).toList());
    }

    private List<@Nullable String> schemaOf(Column column) {
        List<String> types = switch (column.type()) {
            case TEXT -> List.of("BYTE_ARRAY", "StringType()");
            case INT -> List.of("INT32", "IntType(bitWidth= , isSigned=1)");
            case BOOLEAN -> List.of("BOOLEAN", "");
            case TIMESTAMP ->
                List.of(
                        "INT64",
                        "TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))");
        };
        return List.of(column.name(), types.get(0), column.nullable() ? "OPTIONAL" : "REQUIRED", types.get(1));
    }

    @Test
    void anOutputOrUrlIsNowhereInTheFooterOrThePageIndex() throws IOException {
        write(List.of(SampleRows.row(Map.of(
                "output", SECRET,
                "standard_output_url", SECRET,
                "standard_error_url", SECRET,
                "plugin_standard_output_url", SECRET,
                "plugin_standard_error_url", SECRET,
                "comment", "told in the footer"))));

        String tail = afterTheLastPage();

        assertThat(tail).contains("told in the footer").doesNotContain(SECRET.substring(0, 4));
    }

    /** Of longer ones Parquet has no statistics anyway. */
    @Test
    void statisticsOfALongTextAreCut() throws IOException {
        write(List.of(SampleRows.rowOf("y".repeat(1500))));

        assertThat(afterTheLastPage()).contains("y".repeat(63)).doesNotContain("y".repeat(65));
    }

    /** The page index and the footer. */
    private String afterTheLastPage() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        long start = columns(ParquetFooter.read(file)).stream()
                .mapToLong(ParquetFormatTest::endOfPages)
                .max()
                .orElseThrow();
        return new String(Arrays.copyOfRange(bytes, (int) start, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private static long endOfPages(ColumnMetaData column) {
        long start = column.isSetDictionary_page_offset()
                ? column.getDictionary_page_offset()
                : column.getData_page_offset();
        return start + column.getTotal_compressed_size();
    }

    private static List<ColumnMetaData> columns(FileMetaData footer) {
        return footer.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .map(ColumnChunk::getMeta_data)
                .toList();
    }

    @Test
    void everyOtherColumnHasAPageIndexOfMinimumAndMaximum() throws IOException {
        write(SampleRows.manyRows(10));

        List<ColumnChunk> columns =
                ParquetFooter.read(file).getRow_groups().get(0).getColumns();

        assertThat(columns)
                .allSatisfy(column -> assertThat(column.isSetColumn_index_offset())
                        .isEqualTo(!RowSchema.PLAIN_COLUMNS.contains(
                                column.getMeta_data().getPath_in_schema().get(0))));
    }

    @Test
    void outputsAndUrlsHaveNoDictionary() throws IOException {
        write(SampleRows.manyRows(10));

        assertThat(columns(ParquetFooter.read(file)))
                .filteredOn(column -> RowSchema.PLAIN_COLUMNS.contains(
                        column.getPath_in_schema().get(0)))
                .hasSize(RowSchema.PLAIN_COLUMNS.size())
                .noneMatch(ColumnMetaData::isSetDictionary_page_offset);
    }

    @Test
    void theFooterNamesJobSliceContractAndReadTime() throws IOException, SQLException {
        write(SampleRows.nastyRows());

        assertThat(DuckDb.query(
                        "select decode(key), decode(value) from parquet_kv_metadata('%s') where decode(key) like 'ssm-%%' order by 1"
                                .formatted(file)))
                .containsExactly(
                        List.of("ssm-export.contract-version", "1"),
                        List.of("ssm-export.job", "nightly"),
                        List.of("ssm-export.read-at", "2026-11-20T02:00:00.120Z"),
                        List.of("ssm-export.slice", "2026-11-19_123456789012_us-east-1_0000"));
    }

    @Test
    void rowGroupsAreOfTheSizeAskedFor() throws IOException {
        write(SampleRows.manyRows(3_000));

        assertThat(ParquetFooter.read(file).getRow_groups())
                .hasSizeGreaterThan(5)
                .extracting(RowGroup::getTotal_compressed_size)
                .allSatisfy(size -> assertThat(size).isLessThan(3 << 16));
    }

    @Test
    void somethingElseThanParquetIsRefused() throws IOException {
        Files.writeString(file, "account_id,region\n");

        assertThatThrownBy(() -> format.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage("%s is no Parquet file", file);
    }

    @Test
    void aParquetFileOfSomebodyElseIsRefused() throws SQLException {
        DuckDb.query("copy (select 1 as a) to '%s' (format parquet)".formatted(file));

        assertThatThrownBy(() -> format.open(file))
                .isInstanceOf(Failure.class)
                .hasMessage("[into] %s was not written by ssm-export; move it away, or write to another path", file);
    }

    @Test
    void aDamagedPageIsNoticed() throws IOException {
        write(SampleRows.nastyRows());
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 40, 400, (byte) 0);
        Files.write(file, bytes);

        assertThatThrownBy(this::readAll).isInstanceOf(IOException.class).hasMessage("%s is damaged", file);
    }

    @Test
    void noBitOfAPageChangesUnnoticed() throws IOException {
        write(SampleRows.manyRows(3));
        byte[] bytes = Files.readAllBytes(file);
        ColumnMetaData output = columns(ParquetFooter.read(file)).stream()
                .filter(column -> column.getPath_in_schema().equals(List.of("output")))
                .findFirst()
                .orElseThrow();
        long end = endOfPages(output);
        for (int at = (int) end - 40; at < end; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(this::readAll).as("byte %d", at).isInstanceOf(IOException.class);
        }
    }

    private void readAll() throws IOException {
        try (RowReader reader = format.open(file)) {
            PluginRow row = reader.read();
            while (row != null) {
                row = reader.read();
            }
        }
    }

    private void write(List<PluginRow> rows) throws IOException {
        Map<String, String> facts = Map.of("ssm-export.job", "nightly", "ssm-export.slice", SampleRows.SLICE.name());
        try (RowWriter writer = format.create(file, facts)) {
            for (PluginRow row : rows) {
                writer.write(row);
            }
        }
    }
}
