package io.ssmexport.sink.postgres;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Slice;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings one chunk into the table, in the transaction of a connection. Of an invocation, the answer that was read last
 * wins as a whole: rows that it doesn't have, or has with other values, are deleted, and what is new or changed goes in by
 * one COPY. A row that differs in nothing but {@code exported_at} is left alone, and an answer without plugins, as a job
 * without details gets it, replaces none that has some.
 */
final class ChunkMerge {

    static final List<String> KEY = List.of("account_id", "region", "command_id", "instance_id", "plugin_index");

    private static final String TABLE = "ssm.command_plugin";

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String DELETE = "delete from " + TABLE + """
             known using unnest(?, ?, ?) as outdated (command_id, instance_id, plugin_index)
            where known.account_id = ? and known.region = ? and known.command_id = outdated.command_id
              and known.instance_id = outdated.instance_id and known.plugin_index = outdated.plugin_index""";

    private static final String LATER_READINGS = """
            select command_id, instance_id, max(read_at) as read_at
            from unnest(?, ?) as changed (command_id, instance_id)
            join (
              select read_at, unnest(invocations) as hash from ssm_export.returned_page
              where account_id = ? and region = ? and start_time >= ? and start_time < ? and read_at > ?
            ) returned on hash = hashtextextended(command_id || ' ' || instance_id, 0)
            group by command_id, instance_id""";

    private final Connection connection;
    private final Slice slice;
    private final Chunk chunk;

    private final List<String> outdatedCommands = new ArrayList<>();
    private final List<String> outdatedInstances = new ArrayList<>();
    private final List<Integer> outdatedIndexes = new ArrayList<>();
    private final List<PluginRow> incoming = new ArrayList<>();

    ChunkMerge(Connection connection, Slice slice, Chunk chunk) {
        this.connection = connection;
        this.slice = slice;
        this.chunk = chunk;
    }

    /**
     * Copies the chunk into a table that has nothing of it; false, and nothing done, if it has: a list that moves shows an
     * invocation in two chunks, and another job may be reading the same slice.
     */
    boolean copyAll() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            List<PluginRow> rows = new ArrayList<>();
            chunk.invocations().values().forEach(invocation -> rows.addAll(invocation.rows()));
            BinaryCopy.send(connection, TABLE, rows);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    void run() throws SQLException {
        Map<Chunk.Key, KnownRows.Known> known = new KnownRows(connection, slice).of(chunk);
        Map<Chunk.Key, Instant> later = laterReadings(known);
        chunk.invocations().forEach((key, invocation) -> {
            KnownRows.Known there = known.get(key);
            if (there == null) {
                incoming.addAll(invocation.rows());
            } else if (isChanged(there, invocation)
                    && !(there.hasPlugins && invocation.first().plugin().pluginName() == null)
                    && !isLate(invocation, there.readAt)
                    && !isLate(invocation, later.getOrDefault(key, Instant.MIN))) {
                replace(key, invocation, there);
            }
        });
        deleteOutdated();
        if (!incoming.isEmpty()) {
            BinaryCopy.send(connection, TABLE, incoming);
        }
    }

    private static boolean isChanged(KnownRows.Known there, InvocationRows invocation) {
        return !there.outdated.isEmpty()
                || there.same.size() < invocation.rows().size();
    }

    private static boolean isLate(InvocationRows invocation, Instant readAt) {
        return invocation.first().exportedAt().isBefore(readAt);
    }

    private void replace(Chunk.Key key, InvocationRows invocation, KnownRows.Known there) {
        for (int index : there.outdated) {
            outdatedCommands.add(key.command());
            outdatedInstances.add(key.instance());
            outdatedIndexes.add(index);
        }
        for (PluginRow row : invocation.rows()) {
            if (!there.same.contains(row.key().pluginIndex())) {
                incoming.add(row);
            }
        }
    }

    /** When the invocations that changed were last returned unchanged, if that was after this chunk was read. */
    private Map<Chunk.Key, Instant> laterReadings(Map<Chunk.Key, KnownRows.Known> known) throws SQLException {
        List<Chunk.Key> changed = chunk.invocations().entrySet().stream()
                .filter(entry -> {
                    KnownRows.Known there = known.get(entry.getKey());
                    return there != null && isChanged(there, entry.getValue());
                })
                .map(Map.Entry::getKey)
                .toList();
        Map<Chunk.Key, Instant> later = new HashMap<>();
        if (changed.isEmpty()) {
            return later;
        }
        OffsetDateTime day = slice.date().atStartOfDay().atOffset(ZoneOffset.UTC);
        try (PreparedStatement query = connection.prepareStatement(LATER_READINGS)) {
            query.setArray(1, texts(changed.stream().map(Chunk.Key::command).toList()));
            query.setArray(2, texts(changed.stream().map(Chunk.Key::instance).toList()));
            query.setString(3, slice.account());
            query.setString(4, slice.region());
            query.setObject(5, day);
            query.setObject(6, day.plusDays(1));
            query.setObject(7, chunk.readAt().atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    later.put(
                            new Chunk.Key(row.getString(1), row.getString(2)),
                            row.getObject(3, OffsetDateTime.class).toInstant());
                }
            }
        }
        return later;
    }

    private void deleteOutdated() throws SQLException {
        if (outdatedIndexes.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setArray(1, texts(outdatedCommands));
            delete.setArray(2, texts(outdatedInstances));
            delete.setArray(3, connection.createArrayOf("int4", outdatedIndexes.toArray()));
            delete.setString(4, slice.account());
            delete.setString(5, slice.region());
            delete.executeUpdate();
        }
    }

    private Array texts(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
