package io.ssmexport.sink.postgres;

import io.ssmexport.row.redaction.Redaction;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Reading.Trace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What the table holds, by its row in {@code ssm.holding}. Where that has none, because an older version wrote the rows or the
 * schema was made by hand before there was that table, the rows themselves show it.
 */
final class TableHolding {

    private static final String TABLE = "command_plugin";

    private final Connection connection;
    private final Reading reading;
    private final Object place;

    /** @param place address of the database, for the message */
    TableHolding(Connection connection, Reading reading, Object place) {
        this.connection = connection;
        this.reading = reading;
        this.place = place;
    }

    /** See {@link io.ssmexport.sink.Sink#check}. */
    void check(boolean known) throws SQLException {
        boolean saysIt = exists("ssm.holding");
        Reading held = saysIt ? held() : null;
        if (held != null) {
            reading.requireSameAs(held, place, known);
        } else if (exists("ssm." + TABLE) && any("true")) {
            if (saysIt) {
                reading.requireAll(place, known);
            }
            reading.requireNoTraceOfAnother(this::has, place, known);
        }
    }

    /** See {@link io.ssmexport.sink.Sink#hold}; the caller commits. */
    void hold(boolean known) throws SQLException {
        if (!exists("ssm.holding")) {
            check(known);
            return;
        }
        try (Statement lock = connection.createStatement()) {
            lock.execute("lock table ssm.holding in share row exclusive mode");
        }
        check(known);
        Reading held = held();
        if (held == null) {
            set(
                    "insert into ssm.holding (selection, details, output, rules, table_name) values (?, ?, ?, ?, ?)",
                    reading);
        } else if (!held.rules().equals(reading.rules())) {
            set(
                    "update ssm.holding set selection = ?, details = ?, output = ?, rules = ? where table_name = ?",
                    reading);
        }
    }

    /** See {@link io.ssmexport.sink.Upkeep#requireRedactable}. */
    void requireRedactable() throws SQLException {
        Reading held = exists("ssm.holding") ? held() : null;
        if (held != null) {
            reading.requireMaskedFrom(held, place);
        }
    }

    /** Says from now on that the rows were read in this way; the caller commits. */
    void become() throws SQLException {
        if (exists("ssm.holding")) {
            set(
                    "insert into ssm.holding (selection, details, output, rules, table_name) values (?, ?, ?, ?, ?)"
                            + " on conflict (table_name) do update set selection = excluded.selection,"
                            + " details = excluded.details, output = excluded.output, rules = excluded.rules",
                    reading);
        }
    }

    private void set(String sql, Reading to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, to.selection());
            statement.setBoolean(2, to.details());
            statement.setString(3, to.output());
            statement.setString(4, to.rules());
            statement.setString(5, TABLE);
            statement.executeUpdate();
        }
    }

    private @Nullable Reading held() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select selection, details, output, rules from ssm.holding where table_name = ?")) {
            query.setString(1, TABLE);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Reading(row.getString(1), row.getBoolean(2), row.getString(3), row.getString(4))
                        : null;
            }
        }
    }

    private boolean has(Trace trace) throws SQLException {
        return any(
                switch (trace) {
                    case PLUGIN -> "plugin_name is not null";
                    case OUTPUT -> "output is not null";
                    case MASK -> "strpos(output, '" + Redaction.MASK + "') > 0";
                });
    }

    private boolean any(String condition) throws SQLException {
        return isTrue("select exists (select from ssm." + TABLE + " where " + condition + ")");
    }

    private boolean exists(String table) throws SQLException {
        return isTrue("select to_regclass('" + table + "') is not null");
    }

    private boolean isTrue(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
