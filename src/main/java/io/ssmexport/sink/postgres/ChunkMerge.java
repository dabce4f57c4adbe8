package io.ssmexport.sink.postgres;

import io.ssmexport.row.Column;
import io.ssmexport.slice.Slice;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings one chunk into the table, in the transaction of a connection. Of an invocation, the answer that was read last
 * wins as a whole: plugin rows that it doesn't have go, rows that differ in anything but {@code exported_at} are
 * rewritten, rows that don't differ are left alone. A chunk of which the table has no invocation is copied straight in.
 */
final class ChunkMerge {

    private static final String TABLE = "ssm.command_plugin";
    private static final String STAGING = "pg_temp.command_plugin_chunk";
    private static final String UNIQUE_VIOLATION = "23505";

    static final List<String> KEY = List.of("account_id", "region", "command_id", "instance_id", "plugin_index");

    private static final String SAME_KEY =
            KEY.stream().map(column -> "known." + column + " = chunk." + column).collect(Collectors.joining(" and "));

    /** Rows of one invocation have one reading time, but an unchanged one keeps that of an earlier reading. */
    private static final String DELETE_LATE = """
            delete from %s chunk using (
              select command_id, instance_id, max(exported_at) as read_at from %s
              where account_id = ? and region = ?
                and (command_id, instance_id) in (select command_id, instance_id from %s)
              group by command_id, instance_id
              union all
              select id.command_id, id.instance_id, returned.read_at from (
                select read_at, unnest(invocations) as hash from ssm_export.returned_page
                where account_id = ? and region = ? and start_time >= ? and start_time < ? and read_at > ?
              ) returned
              join (select distinct command_id, instance_id from %s) id
                on returned.hash = hashtextextended(id.command_id || ' ' || id.instance_id, 0)
            ) known
            where chunk.command_id = known.command_id and chunk.instance_id = known.instance_id
              and chunk.exported_at < known.read_at""".formatted(STAGING, TABLE, STAGING, STAGING);

    private static final String DELETE_STALE = """
            delete from %s known using (
              select account_id, region, command_id, instance_id, max(plugin_index) as last from %s group by 1, 2, 3, 4
            ) chunk
            where known.account_id = chunk.account_id and known.region = chunk.region
              and known.command_id = chunk.command_id and known.instance_id = chunk.instance_id
              and known.plugin_index > chunk.last""".formatted(TABLE, STAGING);

    private static final String INSERT_CHANGED = """
            insert into %s as known (%s)
            select %s from %s chunk
            where not exists (
              select from %s known where %s and (%s) is not distinct from (%s))
            order by %s
            on conflict (%s) do update set %s""".formatted(
                    TABLE,
                    BinaryCopy.COLUMNS,
                    BinaryCopy.COLUMNS,
                    STAGING,
                    TABLE,
                    SAME_KEY,
                    contentOf("known."),
                    contentOf("chunk."),
                    String.join(", ", KEY),
                    String.join(", ", KEY),
                    Column.ALL.stream()
                            .map(Column::name)
                            .filter(column -> !KEY.contains(column))
                            .map(column -> column + " = excluded." + column)
                            .collect(Collectors.joining(", ")));

    private final Connection connection;
    private final String job;
    private final Slice slice;
    private final Chunk chunk;

    ChunkMerge(Connection connection, String job, Slice slice, Chunk chunk) {
        this.connection = connection;
        this.job = job;
        this.slice = slice;
        this.chunk = chunk;
    }

    private static String contentOf(String table) {
        return Column.ALL.stream()
                .map(Column::name)
                .filter(column -> !KEY.contains(column) && !column.equals("exported_at"))
                .map(column -> table + column)
                .collect(Collectors.joining(", "));
    }

    void run() throws SQLException {
        lockDay();
        if (!chunk.invocations().isEmpty() && (hasKnown() || !copiedStraight())) {
            merge();
        }
        recordReturned();
    }

    /** Two jobs that read the same day take turns, chunk by chunk: neither deadlock nor race between look and write. */
    private void lockDay() throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 1))")) {
            lock.setString(1, slice.account() + " " + slice.region() + " " + slice.date());
            lock.execute();
        }
    }

    private boolean hasKnown() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select exists (
                  select from unnest(?, ?) as chunk (command_id, instance_id)
                  join %s known on known.account_id = ? and known.region = ?
                    and known.command_id = chunk.command_id and known.instance_id = chunk.instance_id)""".formatted(TABLE))) {
            query.setArray(1, texts(chunk.commands()));
            query.setArray(2, texts(chunk.instances()));
            query.setString(3, slice.account());
            query.setString(4, slice.region());
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** False if somebody else, not a job, has inserted one of the rows meanwhile. */
    private boolean copiedStraight() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            BinaryCopy.send(connection, TABLE, chunk.rows());
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

    private void merge() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table if not exists command_plugin_chunk (like " + TABLE
                    + ") on commit delete rows");
            statement.execute("truncate " + STAGING);
        }
        BinaryCopy.send(connection, STAGING, chunk.rows());
        deleteLate();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(DELETE_STALE);
            statement.executeUpdate(INSERT_CHANGED);
        }
    }

    private void deleteLate() throws SQLException {
        var day = slice.date().atStartOfDay().atOffset(ZoneOffset.UTC);
        try (PreparedStatement delete = connection.prepareStatement(DELETE_LATE)) {
            delete.setString(1, slice.account());
            delete.setString(2, slice.region());
            delete.setString(3, slice.account());
            delete.setString(4, slice.region());
            delete.setObject(5, day);
            delete.setObject(6, day.plusDays(1));
            delete.setObject(7, chunk.readAt().atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    private void recordReturned() throws SQLException {
        if (chunk.pages().get(0).number() == 1) {
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from ssm_export.returned_page
                    where job = ? and account_id = ? and region = ? and start_time = ?""")) {
                setSlice(delete);
                delete.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into ssm_export.returned_page
                select ?, ?, ?, ?, page, max(read_at),
                  array_agg(hashtextextended(command_id || ' ' || instance_id, 0))
                from unnest(?, ?::timestamptz[], ?, ?) as returned (page, read_at, command_id, instance_id)
                group by page
                on conflict (job, account_id, region, start_time, page)
                  do update set read_at = excluded.read_at, invocations = excluded.invocations""")) {
            setSlice(insert);
            insert.setArray(5, connection.createArrayOf("int4", chunk.returnedPages()));
            insert.setArray(6, texts(chunk.returnedAt()));
            insert.setArray(7, texts(chunk.returnedCommands()));
            insert.setArray(8, texts(chunk.returnedInstances()));
            insert.executeUpdate();
        }
    }

    private void setSlice(PreparedStatement statement) throws SQLException {
        statement.setString(1, job);
        statement.setString(2, slice.account());
        statement.setString(3, slice.region());
        statement.setObject(4, slice.start().atOffset(ZoneOffset.UTC));
    }

    private Array texts(String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }
}
