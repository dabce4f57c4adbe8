package io.ssmexport.sink.file.csv;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.FileColumns;
import io.ssmexport.sink.file.format.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file that {@link CsvRowWriter} wrote, be it that of an older version. */
final class CsvRowReader implements RowReader {

    private final Path file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final FileColumns columns;

    CsvRowReader(Path file, InputStream in) throws IOException {
        this.file = file;
        this.parser = CSVParser.builder()
                .setReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))
                .setFormat(CsvFormat.RFC_4180)
                .get();
        this.records = parser.iterator();
        try {
            CSVRecord header = next();
            this.columns = new FileColumns(file, header == null ? List.of() : header.toList());
        } catch (IOException | RuntimeException e) {
            parser.close();
            throw e;
        }
    }

    @Override
    public @Nullable PluginRow read() throws IOException {
        CSVRecord next = next();
        if (next == null) {
            return null;
        }
        if (next.size() != columns.count()) {
            throw damaged(next, null);
        }
        try {
            for (int i = 0; i < columns.count(); i++) {
                String cell = next.get(i);
                columns.set(i, cell == null ? null : value(columns.at(i).type(), cell));
            }
            return columns.row();
        } catch (DateTimeParseException | NumberFormatException | NullPointerException e) {
            throw damaged(next, e);
        }
    }

    private static Object value(Column.Type type, String cell) {
        return switch (type) {
            case TEXT -> cell;
            case INT -> Integer.valueOf(cell);
            case BOOLEAN -> Boolean.valueOf(cell);
            case TIMESTAMP -> Instant.parse(cell);
        };
    }

    private @Nullable CSVRecord next() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    private IOException damaged(CSVRecord row, @Nullable Throwable cause) {
        return new IOException(
                String.format(Locale.ROOT, "%s is damaged in record %d", file, row.getRecordNumber()), cause);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
