package io.ssmexport.sink.file.csv;

import io.ssmexport.row.Column;
import java.util.List;

/**
 * What of the rows stands in a CSV, and how.
 *
 * @param guardFormulas whether a text that a spreadsheet would run as a formula gets a leading apostrophe. Reading back doesn't
 *     take it away, and writing again doesn't add a second one, so that rows which are kept stay as they are
 * @param excel whether the file is for a double click in Excel: a byte order mark, by which Excel knows UTF-8, guarded
 *     formulas, and numbers that Excel would round as texts
 * @param columns in their order
 */
public record CsvStyle(boolean guardFormulas, boolean excel, List<Column> columns) {

    /** All columns, unchanged. */
    public static final CsvStyle PLAIN = new CsvStyle(false, false, Column.ALL);

    boolean guards() {
        return guardFormulas || excel;
    }

    /** Whether it lacks columns, or has them in another order. */
    boolean isChoice() {
        return !columns.equals(Column.ALL);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
