package io.ssmexport.sink.file.csv;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes the header, then a record for each row. */
final class CsvRowWriter implements RowWriter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final CSVPrinter printer;
    private final CsvStyle style;
    private final Column[] columns;
    private final @Nullable Object[] cells;

    CsvRowWriter(OutputStream out, CsvStyle style) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (style.excel()) {
            writer.write(CsvFormat.BYTE_ORDER_MARK);
        }
        this.printer = new CSVPrinter(writer, CsvFormat.RFC_4180);
        this.style = style;
        this.columns = style.columns().toArray(Column[]::new);
        this.cells = new @Nullable Object[columns.length];
        printer.printRecord(style.names());
    }

    @Override
    public void write(PluginRow row) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            Object value = columns[i].value().apply(row);
            cells[i] = value == null ? null : cell(columns[i].type(), value);
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
        if (style.excel() && ExcelNumber.wouldChange(whole)) {
            return ExcelNumber.asText(whole);
        }
        return style.guards() && Formula.mayBe(whole) ? "'" + whole : whole;
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
