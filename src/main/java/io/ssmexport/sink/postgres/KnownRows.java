package io.ssmexport.sink.postgres;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what the table has of the invocations of a chunk and compares it with them. */
final class KnownRows {

    /** Of {@link #QUERY}, until the end of the transaction: COPY takes no parameters of its own. */
    private static final String PARAMETERS = """
            select set_config('ssm_export.commands', ?::text, true), set_config('ssm_export.instances', ?::text, true),
              set_config('ssm_export.account', ?, true), set_config('ssm_export.region', ?, true)""";

    /** Goes by COPY, so that rows are compared while the server reads the ones after them. */
    private static final String QUERY = "select " + BinaryCopy.COLUMNS + """
             from unnest(
              current_setting('ssm_export.commands')::text[], current_setting('ssm_export.instances')::text[]
            ) as chunk (command_id, instance_id)
            join ssm.command_plugin known using (command_id, instance_id)
            where account_id = current_setting('ssm_export.account') and region = current_setting('ssm_export.region')""";

    private static final int COMMAND = 2;
    private static final int INSTANCE = 3;
    private static final int PLUGIN_INDEX = 4;
    private static final int PLUGIN_NAME = position("plugin_name");
    private static final int EXPORTED_AT = Column.ALL.size() - 1;

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
        try (PreparedStatement parameters = connection.prepareStatement(PARAMETERS)) {
            parameters.setArray(1, connection.createArrayOf("text", chunk.commands()));
            parameters.setArray(2, connection.createArrayOf("text", chunk.instances()));
            parameters.setString(3, slice.account());
            parameters.setString(4, slice.region());
            parameters.execute();
        }
        Map<Chunk.Key, Known> known = new HashMap<>();
        BinaryCopy.receive(connection, QUERY, row -> {
            Chunk.Key key = new Chunk.Key((String) row[COMMAND], (String) row[INSTANCE]);
            compare(row, chunk.rows(key), known.computeIfAbsent(key, any -> new Known()));
        });
        return known;
    }

    private static void compare(@Nullable Object[] row, List<PluginRow> answer, Known known) {
        int index = (Integer) row[PLUGIN_INDEX];
        boolean same = index < answer.size() && isSame(row, answer.get(index));
        (same ? known.same : known.outdated).add(index);
        known.hasPlugins |= row[PLUGIN_NAME] != null;
        Instant readAt = (Instant) row[EXPORTED_AT];
        known.readAt = readAt.isAfter(known.readAt) ? readAt : known.readAt;
    }

    /** Whether all columns between the key and the time of reading are equal. */
    private static boolean isSame(@Nullable Object[] row, PluginRow answer) {
        for (int i = PLUGIN_INDEX + 1; i < EXPORTED_AT; i++) {
            if (!Objects.equals(row[i], BinaryCopy.stored(Column.ALL.get(i), answer))) {
                return false;
            }
        }
        return true;
    }

    private static int position(String column) {
        return Column.ALL.stream().map(Column::name).toList().indexOf(column);
    }
}
