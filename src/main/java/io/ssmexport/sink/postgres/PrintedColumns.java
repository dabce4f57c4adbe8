package io.ssmexport.sink.postgres;

import io.ssmexport.slice.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The columns of a day that hold what commands printed, read and changed row by row in the transaction of a connection. */
record PrintedColumns(Connection connection, Slice day) {

    private static final int ROWS_A_BATCH = 500;

    /** Puts other texts in their place; of how many rows that changed something. */
    int change(UnaryOperator<String> printed) throws SQLException {
        int changed = 0;
        try (PreparedStatement select = connection.prepareStatement("""
                        select command_id, instance_id, plugin_index, output, trace_output from ssm.command_plugin
                        where account_id = ? and region = ? and requested_date_time >= ? and requested_date_time < ?
                          and (output is not null or trace_output <> '')""");
                PreparedStatement update = connection.prepareStatement("""
                        update ssm.command_plugin set output = ?, trace_output = ?
                        where account_id = ? and region = ? and command_id = ? and instance_id = ? and plugin_index = ?""")) {
            select.setFetchSize(ROWS_A_BATCH);
            select.setString(1, day.account());
            select.setString(2, day.region());
            select.setObject(3, day.start().atOffset(ZoneOffset.UTC));
            select.setObject(4, day.end().atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String output = changed(row.getString(4), printed);
                    String trace = changed(row.getString(5), printed);
                    if (!Objects.equals(output, row.getString(4)) || !Objects.equals(trace, row.getString(5))) {
                        add(update, row, output, trace);
                        if (++changed % ROWS_A_BATCH == 0) {
                            update.executeBatch();
                        }
                    }
                }
            }
            update.executeBatch();
        }
        return changed;
    }

    private static @Nullable String changed(@Nullable String text, UnaryOperator<String> printed) {
        return text == null || text.isEmpty() ? text : printed.apply(text);
    }

    private void add(PreparedStatement update, ResultSet row, @Nullable String output, @Nullable String trace)
            throws SQLException {
        update.setString(1, output);
        update.setString(2, trace);
        update.setString(3, day.account());
        update.setString(4, day.region());
        update.setString(5, row.getString(1));
        update.setString(6, row.getString(2));
        update.setInt(7, row.getInt(3));
        update.addBatch();
    }
}
