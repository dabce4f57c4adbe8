package io.ssmexport.sink.postgres;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** Counts what the table holds of a slice, and what of it the reading that just ended didn't return. */
final class SliceCount {

    private static final String COUNT = """
            with returned as (
              select distinct unnest(invocations) as hash from ssm_export.returned_page
              where job = ? and account_id = ? and region = ? and start_time = ?
            ), invocation as (
              select count(*) as rows,
                bool_or(plugin_index = 0 and (status is null or status <> all (?))
                  or (plugin_status = ? and response_finish_date_time is null)) as open,
                hashtextextended(command_id || ' ' || instance_id, 0) as hash
              from ssm.command_plugin
              where account_id = ? and region = ? and requested_date_time >= ? and requested_date_time < ?
              group by command_id, instance_id
            )
            select count(*) as invocations, coalesce(sum(rows), 0) as rows,
              count(*) filter (where open and returned.hash is not null) as open,
              count(*) filter (where returned.hash is null) as kept
            from invocation left join returned using (hash)""";

    private SliceCount() {}

    static SliceExport of(Connection connection, String job, Slice slice) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setString(1, job);
            count.setString(2, slice.account());
            count.setString(3, slice.region());
            count.setObject(4, slice.start().atOffset(ZoneOffset.UTC));
            count.setArray(5, connection.createArrayOf("text", InvocationRows.ENDED.toArray()));
            count.setString(6, InvocationRows.REBOOTING);
            count.setString(7, slice.account());
            count.setString(8, slice.region());
            count.setObject(9, slice.start().atOffset(ZoneOffset.UTC));
            count.setObject(10, slice.end().atOffset(ZoneOffset.UTC));
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return new SliceExport(
                        result.getLong("invocations"),
                        result.getLong("open"),
                        result.getLong("rows"),
                        result.getLong("kept"),
                        null,
                        0,
                        null);
            }
        }
    }
}
