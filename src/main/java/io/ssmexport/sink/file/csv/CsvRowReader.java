package io.ssmexport.sink.file.csv;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.FileColumns;
import io.ssmexport.sink.file.format.RowReader;
import java.io.BufferedReader;
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
    private final boolean excel;

    /** @param style in which the file is written next, so that its columns have to be those that are chosen */
    CsvRowReader(Path file, InputStream in, CsvStyle style) throws IOException {
        this.file = file;
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        this.excel = beginsWithMark(reader);
        this.parser = CSVParser.builder()
                .setReader(reader)
                .setFormat(CsvFormat.RFC_4180)
                .get();
        this.records = parser.iterator();
        try {
            CSVRecord header = next();
            this.columns = columns(header == null ? List.of() : header.toList(), style);
        } catch (IOException | RuntimeException e) {
            parser.close();
            throw e;
        }
    }

    private boolean beginsWithMark(BufferedReader reader) throws IOException {
        try {
            reader.mark(1);
            if (reader.read() == CsvFormat.BYTE_ORDER_MARK) {
                return true;
            }
            reader.reset();
            return false;
        } catch (IOException e) {
            reader.close();
            throw new DamagedFileException(file + " is damaged", e);
        }
    }

    private FileColumns columns(List<String> names, CsvStyle style) {
        if (!style.isChoice()) {
            return new FileColumns(file, names);
        }
        if (!names.equals(style.names())) {
            throw FileColumns.foreign(
                    file,
                    "has the columns " + String.join(", ", names) + ", but the job chooses "
                            + String.join(", ", style.names()));
        }
        return FileColumns.chosen(file, names);
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

    private Object value(Column.Type type, String cell) {
        return switch (type) {
            case TEXT -> excel ? ExcelNumber.read(cell) : cell;
            case INT -> Integer.valueOf(cell);
            case BOOLEAN -> Boolean.valueOf(cell);
            case TIMESTAMP -> Instant.parse(cell);
        };
    }

    private @Nullable CSVRecord next() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw new DamagedFileException(file + " is damaged", e);
        }
    }

    private IOException damaged(CSVRecord row, @Nullable Throwable cause) {
        return new DamagedFileException(
                String.format(Locale.ROOT, "%s is damaged in record %d", file, row.getRecordNumber()), cause);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
