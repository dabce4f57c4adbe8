package io.ssmexport.sink.file.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {

    private final CsvFormat plain = new CsvFormat(false, CsvStyle.PLAIN);
    private final CsvFormat guarded = new CsvFormat(false, new CsvStyle(true, false, Column.ALL));

    private final CsvFormat excel = new CsvFormat(false, new CsvStyle(false, true, Column.ALL));

    @TempDir
    Path directory;

    @Test
    void nullIsAnEmptyFieldAndAnEmptyStringIsQuoted() throws IOException {
        assertThat(recordOf(plain, SampleRows.emptyRow()))
                .startsWith("\"123456789012\",\"us-east-1\"")
                .contains("\"0\",,,,,\"2026-11-19T17:45:36.003Z\",,")
                .endsWith(",,\"2026-11-20T02:00:00.120Z\"\r\n");
        assertThat(recordOf(plain, SampleRows.rowOf(""))).contains(",\"\",\"\",");
    }

    @Test
    void timesAlwaysHaveThreeDecimals() throws IOException {
        PluginRow row = SampleRows.row(Map.of("requested_date_time", Instant.parse("2026-11-19T17:45:36Z")));

        assertThat(recordOf(plain, row)).contains("\"2026-11-19T17:45:36.000Z\"");
    }

    @Test
    void formulasAreChangedOnlyWhenAskedFor() throws IOException {
        PluginRow row = SampleRows.row(Map.of("comment", "=1+1", "output", "\tx", "response_code", -1));

        assertThat(recordOf(plain, row)).contains("\"=1+1\"", "\"\tx\"", "\"-1\"");
        assertThat(recordOf(guarded, row)).contains("\"'=1+1\"", "\"'\tx\"", "\"-1\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "0, 0",
                "1, 1",
                "12345678901, 12345678901",
                "007, =\"007\"",
                "00, =\"00\"",
                "123456789012, =\"123456789012\"",
                "1.5, 1.5",
                "=1+1, '=1+1",
                "=\"123456789012\", '=\"123456789012\""
            })
    void forExcelNumbersThatItWouldChangeAreTextsAndFormulasAreGuarded(String text, String cell) throws IOException {
        Path file = directory.resolve("rows.csv");
        try (RowWriter writer = excel.create(file, Map.of())) {
            writer.write(SampleRows.row(Map.of("comment", text)));
        }

        assertThat(Files.readString(file))
                .startsWith("\uFEFF\"account_id\",\"region\"")
                .contains("\"=\"\"123456789012\"\"\",\"us-east-1\"", ",\"" + cell.replace("\"", "\"\"") + "\",");
        for (CsvFormat any : List.of(excel, plain)) {
            try (RowReader reader = any.open(file)) {
                assertThat(Objects.requireNonNull(reader.read()))
                        .extracting(
                                row -> row.key().accountId(),
                                row -> row.invocation().comment())
                        .containsExactly("123456789012", cell.startsWith("'") ? cell : text);
            }
        }
    }

    @Test
    void chosenColumnsStandInTheirOrderAndOtherFilesAreRefused() throws IOException {
        CsvFormat chosen = new CsvFormat(
                false,
                new CsvStyle(
                        false,
                        false,
                        Stream.of("output", "requested_date_time", "command_id", "instance_id", "region", "account_id")
                                .map(name -> Column.named(name).orElseThrow())
                                .toList()));
        Path file = directory.resolve("rows.csv");
        try (RowWriter writer = chosen.create(file, Map.of())) {
            writer.write(SampleRows.row(Map.of("output", "x", "plugin_index", 7)));
        }

        assertThat(Files.readString(file)).startsWith("""
                        "output","requested_date_time","command_id","instance_id","region","account_id"\r
                        "x","2026-11-19T17:45:36.003Z",""");
        try (RowReader reader = chosen.open(file)) {
            assertThat(Objects.requireNonNull(reader.read()))
                    .extracting(
                            row -> row.plugin().output(),
                            row -> row.key().pluginIndex(),
                            row -> row.invocation().status())
                    .containsExactly("x", 0, null);
        }
        assertThatThrownBy(() -> plain.open(file))
                .hasMessageContaining("was not written by ssm-export, or not with all columns");
        plain.create(file, Map.of()).close();
        assertThatThrownBy(() -> chosen.open(file))
                .hasMessageContaining("has the columns account_id, region, ")
                .hasMessageContaining(", but the job chooses output, requested_date_time, ");
    }

    @Test
    void aGuardedCellStaysAsItIsWhenItsRowIsKept() throws IOException {
        Path file = directory.resolve("rows.csv");
        try (RowWriter writer = guarded.create(file, Map.of())) {
            writer.write(SampleRows.rowOf("=1+1"));
        }
        String before = Files.readString(file);

        try (RowReader reader = guarded.open(file);
                RowWriter writer = guarded.create(directory.resolve("again.csv"), Map.of())) {
            writer.write(Objects.requireNonNull(reader.read()));
        }

        assertThat(directory.resolve("again.csv")).hasContent(before);
    }

    @Test
    void nulBecomesWhatPostgresGetsForIt() throws IOException {
        assertThat(recordOf(plain, SampleRows.rowOf("a\0b")))
                .contains("\"a\uFFFDb\"")
                .doesNotContain("\0");
    }

    @Test
    void theGzipHeaderHasNoTime() throws IOException {
        Path file = directory.resolve("rows.csv.gz");
        new CsvFormat(true, CsvStyle.PLAIN).create(file, Map.of()).close();

        assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    }

    @Test
    void aCsvOfSomebodyElseIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("other.csv"), "id,name\r\n1,a\r\n");

        assertThatThrownBy(() -> plain.open(file))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[into] %s was not written by ssm-export".formatted(file));
    }

    @Test
    void aRecordThatWasEditedIsNamed() throws IOException {
        Path file = directory.resolve("rows.csv");
        try (RowWriter writer = plain.create(file, Map.of())) {
            writer.write(SampleRows.emptyRow());
        }
        Files.writeString(file, Files.readString(file).replace("\"2026-11-19T", "\"yesterday "));

        try (RowReader reader = plain.open(file)) {
            assertThatThrownBy(reader::read).hasMessage("%s is damaged in record 2", file);
        }
    }

    private static String recordOf(CsvFormat format, PluginRow row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowWriter writer = format.to(out)) {
            writer.write(row);
        }
        String csv = out.toString(StandardCharsets.UTF_8);
        return csv.substring(csv.indexOf("\r\n") + 2);
    }
}
