package io.ssmexport.sink.postgres;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what the table has of the invocations of a chunk and compares it with them. */
final class KnownRows {

    /** Rows that are fetched at a time; a chunk can have many. */
    private static final int FETCHED = 1_000;

    private static final int FIRST_CONTENT_COLUMN = 5;

    private static final String QUERY = """
            select %s from unnest(?, ?) as chunk (command_id, instance_id)
            join ssm.command_plugin known using (command_id, instance_id)
            where account_id = ? and region = ?""".formatted(BinaryCopy.COLUMNS);

    private final Connection connection;
    private final Slice slice;

    KnownRows(Connection connection, Slice slice) {
        this.connection = connection;
        this.slice = slice;
    }

    /** What the table has of one invocation, compared with the new answer. */
    static final class Known {

        /** When the latest of its rows was read. */
        Instant readAt = Instant.MIN;

        /** Whether any of its rows is one of a plugin. */
        boolean hasPlugins;

        /** Indexes of rows that the new answer has too, with the same values. */
        final List<Integer> same = new ArrayList<>();

        /** Indexes of rows that the new answer has with other values, or not at all. */
        final List<Integer> outdated = new ArrayList<>();
    }

    /** What is known of each invocation of the chunk; those that the table has nothing of are absent. */
    Map<Chunk.Key, Known> of(Chunk chunk) throws SQLException {
        Map<Chunk.Key, Known> known = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setArray(1, connection.createArrayOf("text", chunk.commands()));
            query.setArray(2, connection.createArrayOf("text", chunk.instances()));
            query.setString(3, slice.account());
            query.setString(4, slice.region());
            query.setFetchSize(FETCHED);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Chunk.Key key = new Chunk.Key(row.getString(3), row.getString(4));
                    compare(row, chunk.rows(key), known.computeIfAbsent(key, any -> new Known()));
                }
            }
        }
        return known;
    }

    private static void compare(ResultSet row, List<PluginRow> answer, Known known) throws SQLException {
        int index = row.getInt(FIRST_CONTENT_COLUMN);
        boolean same = index < answer.size() && isSame(row, answer.get(index));
        (same ? known.same : known.outdated).add(index);
        known.hasPlugins |= row.getString("plugin_name") != null;
        Instant readAt = row.getObject(Column.ALL.size(), OffsetDateTime.class).toInstant();
        known.readAt = readAt.isAfter(known.readAt) ? readAt : known.readAt;
    }

    /** Whether all columns between the key and the time of reading are equal. */
    private static boolean isSame(ResultSet row, PluginRow answer) throws SQLException {
        for (int i = FIRST_CONTENT_COLUMN; i < Column.ALL.size() - 1; i++) {
            Column column = Column.ALL.get(i);
            if (!Objects.equals(value(row, i + 1, column.type()), BinaryCopy.stored(column, answer))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object value(ResultSet row, int position, Column.Type type) throws SQLException {
        return switch (type) {
            case TEXT -> row.getString(position);
            case INT -> row.getObject(position, Integer.class);
            case BOOLEAN -> row.getObject(position, Boolean.class);
            case TIMESTAMP -> {
                OffsetDateTime time = row.getObject(position, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }
}
