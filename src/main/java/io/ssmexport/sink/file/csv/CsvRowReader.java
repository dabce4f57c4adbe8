package io.ssmexport.sink.file.csv;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
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

/** Reads the rows of a file that {@link CsvRowWriter} wrote. */
final class CsvRowReader implements RowReader {

    private static final List<String> HEADER =
            Column.ALL.stream().map(Column::name).toList();

    private final Path file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final @Nullable Object[] values = new @Nullable Object[HEADER.size()];

    CsvRowReader(Path file, InputStream in) throws IOException {
        this.file = file;
        this.parser = CSVParser.builder()
                .setReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))
                .setFormat(CsvFormat.RFC_4180)
                .get();
        this.records = parser.iterator();
        CSVRecord header = next();
        if (header == null || !HEADER.equals(header.toList())) {
            parser.close();
            throw foreign(file);
        }
    }

    static Failure foreign(Path file) {
        return new Failure(
                Failure.Kind.USAGE,
                String.format(
                        Locale.ROOT,
                        "into: %s was not written by ssm-export, or has the columns of another version of it; move it away, or write to another path",
                        file));
    }

    @Override
    public @Nullable PluginRow read() throws IOException {
        CSVRecord next = next();
        if (next == null) {
            return null;
        }
        if (next.size() != values.length) {
            throw damaged(next, null);
        }
        try {
            for (int i = 0; i < values.length; i++) {
                String cell = next.get(i);
                values[i] = cell == null ? null : value(Column.ALL.get(i).type(), cell);
            }
            return PluginRow.of(values);
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
