package io.ssmexport.state;

import io.ssmexport.slice.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Slices of a job execution that were handed to workers, as the job repository and {@link SliceReaders} have them. */
public final class HandedOut {

    private final JdbcClient jdbc;

    public HandedOut(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * A slice.
     *
     * @param step its step execution
     * @param name of the step
     * @param status as Spring Batch calls it
     * @param version changes with each commit
     * @param pages committed
     * @param outcome what became of it, unless that was counted or is not known
     * @param reader who took it last; null if nobody has
     */
    public record Line(
            long step,
            String name,
            String status,
            long version,
            long pages,
            @Nullable String outcome,
            @Nullable Reader reader) {

        /** Whether somebody has it who lives. */
        public boolean isRead() {
            return reader != null && reader.lives();
        }
    }

    /**
     * Who took a slice last.
     *
     * @param worker its name, for people
     * @param taken counts the readers of this slice
     * @param pages that were committed when it took it
     * @param seen when it last said that it lives, by the database's clock
     * @param lives whether that was within two minutes
     */
    public record Reader(String worker, long taken, long pages, Instant seen, boolean lives) {

        private static @Nullable Reader of(ResultSet row) throws SQLException {
            @Nullable String worker = row.getString("worker");
            return worker == null
                    ? null
                    : new Reader(
                            worker,
                            row.getLong("taken"),
                            row.getLong("pages"),
                            row.getTimestamp("seen").toInstant(),
                            row.getBoolean("lives"));
        }
    }

    /** All of them, in the order of the plan. */
    public List<Line> lines(long jobExecution) {
        return jdbc.sql("""
                        select s.step_execution_id, s.step_name, s.status, s.version, s.read_count,
                          case when not r.told then r.outcome end as outcome,
                          r.worker, r.taken, r.pages, r.seen, r.seen > now() - interval '2 minutes' as lives
                        from ssm_export.batch_step_execution s left join ssm_export.slice_reader r using (step_execution_id)
                        where s.job_execution_id = :job and s.step_name like 'slice:%' order by s.step_execution_id""")
                .param("job", jobExecution)
                .query((row, number) -> new Line(
                        row.getLong("step_execution_id"),
                        row.getString("step_name"),
                        row.getString("status"),
                        row.getLong("version"),
                        row.getLong("read_count"),
                        row.getString("outcome"),
                        Reader.of(row)))
                .list();
    }

    /** The first of an account and region that is to be read, or was begun and not ended; none of a run that stops. */
    public Optional<Long> next(long jobExecution, Source lane) {
        return jdbc.sql("""
                        select s.step_execution_id
                        from ssm_export.batch_step_execution s join ssm_export.batch_job_execution j using (job_execution_id)
                        where j.job_execution_id = :job and j.status in ('STARTING', 'STARTED')
                          and s.step_name like 'slice:%' and position(:lane in s.step_name) > 0
                          and s.status in ('STARTING', 'STARTED', 'STOPPED', 'UNKNOWN')
                        order by s.step_execution_id fetch first 1 row only""")
                .param("job", jobExecution)
                .param("lane", "_" + lane.account() + "_" + lane.region() + "_")
                .query(Long.class)
                .optional();
    }

    /** Says that the run has counted what became of it. */
    public void told(long step) {
        jdbc.sql("update ssm_export.slice_reader set told = true where step_execution_id = :step")
                .param("step", step)
                .update();
    }
}
