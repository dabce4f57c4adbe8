package io.ssmexport.sink.file.csv;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes the header, then a record for each row. */
final class CsvRowWriter implements RowWriter {

    private static final Column[] COLUMNS = Column.ALL.toArray(Column[]::new);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final CSVPrinter printer;
    private final boolean guardFormulas;
    private final @Nullable Object[] cells = new @Nullable Object[COLUMNS.length];

    CsvRowWriter(OutputStream out, boolean guardFormulas) throws IOException {
        this.printer = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), CsvFormat.RFC_4180);
        this.guardFormulas = guardFormulas;
        printer.printRecord(Column.ALL.stream().map(Column::name));
    }

    @Override
    public void write(PluginRow row) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            Object value = COLUMNS[i].value().apply(row);
            cells[i] = value == null ? null : cell(COLUMNS[i].type(), value);
        }
        printer.printRecord(cells);
    }

    private Object cell(Column.Type type, Object value) {
        return switch (type) {
            case TEXT -> text((String) value);
            case TIMESTAMP -> TIME.format((Instant) value);
            case INT, BOOLEAN -> value.toString();
        };
    }

    /** Readers written in C (psql, pandas, sqlite) end a text at NUL; it becomes what Postgres gets for it. */
    private String text(String text) {
        String whole = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        return guardFormulas && Formula.mayBe(whole) ? "'" + whole : whole;
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
