package io.ssmexport.sink.file;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads files independently of the code that wrote them. */
public final class DuckDb {

    private DuckDb() {}

    /** Rows of a file or glob, each value as {@link #texts} has it. */
    public static List<List<@Nullable String>> rows(Path files) throws SQLException {
        String columns = Column.ALL.stream().map(DuckDb::asText).collect(Collectors.joining(", "));
        return query("select " + columns + " from " + source(files));
    }

    /** With U+FFFD for U+0000, as CSV has it: many of its readers end a text there. */
    public static List<List<@Nullable String>> withoutNul(List<List<@Nullable String>> rows) {
        List<List<@Nullable String>> clean = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            List<@Nullable String> values = new ArrayList<>(row);
            values.replaceAll(value -> value == null ? null : value.replace('\0', '\uFFFD'));
            clean.add(values);
        }
        return clean;
    }

    /** A row as {@link #rows} reads it: times in milliseconds, null as null. */
    public static List<@Nullable String> texts(PluginRow row) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Column column : Column.ALL) {
            Object value = column.value().apply(row);
            texts.add(
                    value instanceof Instant time
                            ? String.valueOf(time.toEpochMilli())
                            : value == null ? null : value.toString());
        }
        return texts;
    }

    public static String source(Path files) {
        return files.toString().endsWith(".parquet")
                ? "read_parquet('%s', hive_partitioning = true)".formatted(files)
                : """
                read_csv('%s', header = true, all_varchar = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                  new_line = '\\r\\n', nullstr = '', allow_quoted_nulls = false, hive_partitioning = true, columns = {%s})""".formatted(files, csvColumns());
    }

    private static String csvColumns() {
        return Column.ALL.stream()
                .map(column -> "'%s': 'VARCHAR'".formatted(column.name()))
                .collect(Collectors.joining(", "));
    }

    private static String asText(Column column) {
        return column.type() == Column.Type.TIMESTAMP
                ? "epoch_ms(%s::timestamptz)::varchar".formatted(column.name())
                : column.name() + "::varchar";
    }

    public static List<List<@Nullable String>> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return query(connection, sql);
        }
    }

    /** In a database of the caller's; nothing of a statement that has no result. */
    public static List<List<@Nullable String>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return List.of();
            }
            ResultSet result = statement.getResultSet();
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
