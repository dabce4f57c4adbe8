package io.ssmexport.sink.postgres;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.slice.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which invocations the latest reading of a slice returned, page by page, and when: what a row that isn't rewritten can't
 * tell. By it, an invocation that AWS no longer returns is counted, and one that comes late is known to be late.
 */
final class ReturnedPages {

    private static final String OF_SLICE = "job = ? and account_id = ? and region = ? and start_time = ?";

    private final Connection connection;
    private final String job;
    private final Slice slice;

    ReturnedPages(Connection connection, String job, Slice slice) {
        this.connection = connection;
        this.job = job;
        this.slice = slice;
    }

    /** Adds pages; the first page of a slice begins a new reading. */
    void add(List<RowPage> pages) throws SQLException {
        if (pages.get(0).number() == 1) {
            dropBeyond(0);
        }
        List<Integer> numbers = new ArrayList<>();
        List<String> times = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        List<String> instances = new ArrayList<>();
        for (RowPage page : pages) {
            for (InvocationRows invocation : page.invocations()) {
                numbers.add(page.number());
                times.add(invocation.first().exportedAt().toString());
                commands.add(invocation.first().key().commandId());
                instances.add(invocation.first().key().instanceId());
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
            insert.setArray(5, connection.createArrayOf("int4", numbers.toArray()));
            insert.setArray(6, connection.createArrayOf("text", times.toArray()));
            insert.setArray(7, connection.createArrayOf("text", commands.toArray()));
            insert.setArray(8, connection.createArrayOf("text", instances.toArray()));
            insert.executeUpdate();
        }
    }

    /** Drops the pages after that one. */
    void dropBeyond(int page) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from ssm_export.returned_page where " + OF_SLICE + " and page > ?")) {
            setSlice(delete);
            delete.setInt(5, page);
            delete.executeUpdate();
        }
    }

    private void setSlice(PreparedStatement statement) throws SQLException {
        statement.setString(1, job);
        statement.setString(2, slice.account());
        statement.setString(3, slice.region());
        statement.setObject(4, slice.start().atOffset(ZoneOffset.UTC));
    }
}
