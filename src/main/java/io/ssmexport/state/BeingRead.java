package io.ssmexport.state;

import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A slice that a worker is reading, or was when it died, for a run that has not ended.
 *
 * @param lane its account and region
 * @param start of the slice
 * @param worker its process and host
 * @param since when it took the slice, by the database's clock
 * @param quiet how long ago it last said that it lives, which it does every {@link SliceReaders#SIGN}
 * @param pages committed
 */
public record BeingRead(Source lane, Instant start, String worker, Instant since, Duration quiet, long pages) {

    /** All of a destination in Postgres, in the order of their accounts and regions. */
    public static List<BeingRead> in(DataSource state, String destination) {
        JdbcClient jdbc = JdbcClient.create(state);
        // A state of an earlier version knows no workers.
        if (jdbc.sql("select to_regclass('slice_reader') is null")
                .query(Boolean.class)
                .single()) {
            return List.of();
        }
        return jdbc.sql("""
                        select p.account_id, p.region, p.start_time, r.worker, r.since, s.read_count,
                          cast(extract(epoch from now() - r.seen) * 1000 as bigint) as quiet
                        from slice_reader r
                          join batch_step_execution s using (step_execution_id)
                          join batch_job_execution j using (job_execution_id)
                          join batch_job_execution_params n on n.job_execution_id = j.job_execution_id
                            and n.parameter_name = 'run'
                          join run u on u.run_id = cast(n.parameter_value as bigint)
                          join planned_slice p on p.run_id = u.run_id
                            and s.step_name = 'slice:' || to_char(p.start_time at time zone 'UTC', 'YYYY-MM-DD') || '_'
                              || p.account_id || '_' || p.region || '_'
                              || to_char(p.start_time at time zone 'UTC', 'HH24MI')
                        where u.destination = :destination and u.ended_at is null
                          and j.status in ('STARTING', 'STARTED', 'STOPPING') and s.status = 'STARTED'
                        order by p.account_id, p.region, p.start_time""")
                .param("destination", destination)
                .query((row, number) -> new BeingRead(
                        new Source(row.getString("account_id"), row.getString("region")),
                        Ledger.instant(row, "start_time"),
                        row.getString("worker"),
                        Ledger.instant(row, "since"),
                        Duration.ofMillis(Math.max(0, row.getLong("quiet"))),
                        row.getLong("read_count")))
                .list();
    }
}
