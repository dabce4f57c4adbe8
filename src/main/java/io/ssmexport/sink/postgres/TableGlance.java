package io.ssmexport.sink.postgres;

import io.ssmexport.row.Column;
import io.ssmexport.row.Glance;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of the table invocation after invocation, as far as a {@link Glance} needs them.
 *
 * @param connection in a transaction, since the driver only then reads row by row
 */
record TableGlance(Connection connection) {

    private static final int FETCH_ROWS = 5000;

    private static final String SELECT = "select "
            + Column.ALL.stream().map(TableGlance::selected).collect(Collectors.joining(", "))
            + " from ssm.command_plugin where requested_date_time >= ? and requested_date_time < ?"
            + " order by account_id, region, requested_date_time, command_id, instance_id, plugin_index";

    private static String selected(Column column) {
        if (!Glance.COLUMNS.contains(column.name())) {
            return "null";
        }
        return column.name().equals("output")
                ? "left(output, case when plugin_status = 'Success' then " + Glance.SKIPPED.length() + " else "
                        + Glance.OUTPUT_START + " end)"
                : column.name();
    }

    void read(Instant from, Instant until, Consumer<InvocationRows> each) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setFetchSize(FETCH_ROWS);
            select.setObject(1, from.atOffset(ZoneOffset.UTC));
            select.setObject(2, until.atOffset(ZoneOffset.UTC));
            try (ResultSet result = select.executeQuery()) {
                List<PluginRow> invocation = new ArrayList<>();
                while (result.next()) {
                    PluginRow row = row(result);
                    if (!invocation.isEmpty() && !InvocationRows.isSame(invocation.get(0), row)) {
                        each.accept(new InvocationRows(invocation));
                        invocation = new ArrayList<>();
                    }
                    invocation.add(row);
                }
                if (!invocation.isEmpty()) {
                    each.accept(new InvocationRows(invocation));
                }
            }
        }
    }

    private static PluginRow row(ResultSet result) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[Column.ALL.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = Column.ALL.get(i);
            values[i] = Glance.COLUMNS.contains(column.name()) ? value(result, i + 1, column.type()) : null;
        }
        return PluginRow.of(values);
    }

    private static @Nullable Object value(ResultSet result, int place, Column.Type type) throws SQLException {
        return switch (type) {
            case TEXT -> result.getString(place);
            case INT -> result.getObject(place, Integer.class);
            case BOOLEAN -> result.getObject(place, Boolean.class);
            case TIMESTAMP -> {
                OffsetDateTime time = result.getObject(place, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }
}
