package io.ssmexport.sink.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Rows in the <a href="https://www.postgresql.org/docs/current/sql-copy.html">binary format of COPY</a>, which the server
 * reads in less time than the text format.
 */
final class BinaryCopy {

    /** Columns of the row contract, as a list in SQL. */
    static final String COLUMNS = Column.ALL.stream().map(Column::name).collect(Collectors.joining(", "));

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** Counted by java.time, microseconds since then overflow before the year 1708. */
    private static final long MICROS_PER_MILLI = 1000;

    private static final int BUFFER = 1 << 16;

    private BinaryCopy() {}

    /** Sends the rows to a table, in the transaction of the connection. */
    static void send(Connection connection, String table, List<PluginRow> rows) throws SQLException {
        String copy = "copy " + table + " (" + COLUMNS + ") from stdin (format binary)";
        try (var stream = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, BUFFER);
                DataOutputStream out = new DataOutputStream(stream)) {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
            for (PluginRow row : rows) {
                write(out, row);
            }
            out.writeShort(-1);
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLException(e);
        }
    }

    /**
     * Reads the rows of a query, in the transaction of the connection.
     *
     * @param query selects {@link #COLUMNS}
     * @param each takes the values of a row, in the order of {@link Column#ALL}; valid until the next row
     */
    static void receive(Connection connection, String query, Consumer<@Nullable Object[]> each) throws SQLException {
        String copy = "copy (" + query + ") to stdout (format binary)";
        try (var stream = new PGCopyInputStream(connection.unwrap(PGConnection.class), copy);
                DataInputStream in = new DataInputStream(new BufferedInputStream(stream, BUFFER))) {
            in.skipNBytes(SIGNATURE.length + 2L * Integer.BYTES);
            @Nullable Object[] row = new @Nullable Object[Column.ALL.size()];
            while (in.readShort() >= 0) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = read(in, Column.ALL.get(i).type());
                }
                each.accept(row);
            }
            if (in.read() >= 0) {
                throw new IOException("the server must send nothing after the last row");
            }
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLException(e);
        }
    }

    private static @Nullable Object read(DataInputStream in, Column.Type type) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        return switch (type) {
            case TEXT -> new String(in.readNBytes(length), UTF_8);
            case INT -> in.readInt();
            case BOOLEAN -> in.readByte() != 0;
            case TIMESTAMP -> EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
        };
    }

    private static void write(DataOutputStream out, PluginRow row) throws IOException {
        out.writeShort(Column.ALL.size());
        for (Column column : Column.ALL) {
            write(out, column.type(), stored(column, row));
        }
    }

    private static void write(DataOutputStream out, Column.Type type, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        switch (type) {
            case TEXT -> {
                byte[] utf8 = ((String) value).getBytes(UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            case INT -> {
                out.writeInt(Integer.BYTES);
                out.writeInt((Integer) value);
            }
            case BOOLEAN -> {
                out.writeInt(1);
                out.writeByte((Boolean) value ? 1 : 0);
            }
            case TIMESTAMP -> {
                out.writeInt(Long.BYTES);
                out.writeLong((((Instant) value).toEpochMilli() - EPOCH.toEpochMilli()) * MICROS_PER_MILLI);
            }
        }
    }

    /** A row's value as the table has it: NUL, which Postgres can't hold, is U+FFFD. */
    static @Nullable Object stored(Column column, PluginRow row) {
        Object value = column.value().apply(row);
        return value instanceof String text && text.indexOf('\0') >= 0 ? text.replace('\0', '\uFFFD') : value;
    }
}
