package io.ssmexport.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Planned runs of one destination. A run's slices never change, so its job executions can always be restarted. */
public final class Runs {

    /** Slices in one job execution; splitting a step into more costs Spring Batch noticeably more for each. */
    static final int SLICES_PER_BATCH = 400;

    private static final int LONGEST_REASON = 2000;

    private final JdbcClient jdbc;
    private final String destination;
    private final Duration width;

    public Runs(DataSource dataSource, String destination, Duration width) {
        this.jdbc = JdbcClient.create(dataSource);
        this.destination = destination;
        this.width = width;
    }

    private Optional<ExportedAs> known() {
        return ExportedAs.read(jdbc, destination);
    }

    /**
     * Whether {@link #register} has made the destination known, and then checks that it is still exported to in the same way.
     *
     * @param selection which invocations, and which of their columns are filled
     * @throws Failure of kind USAGE if selection or width of slices differ from what is there
     */
    public boolean isKnown(String selection) {
        Optional<ExportedAs> known = known();
        known.ifPresent(before -> before.requireSame(new ExportedAs(selection, width), destination));
        return known.isPresent();
    }

    /** How the destination was exported to until now, if it is known. */
    public Optional<String> selection() {
        return known().map(ExportedAs::selection);
    }

    /** Says how the destination is exported to from now on. */
    public void reselect(String selection) {
        jdbc.sql("update destination set selection = :selection where destination = :destination")
                .param("selection", selection)
                .param("destination", destination)
                .update();
    }

    /** Makes the destination known. */
    public void register(String selection) {
        jdbc.sql("""
                        insert into destination (destination, selection, slice_minutes)
                        values (:destination, :selection, :minutes)""")
                .param("destination", destination)
                .param("selection", selection)
                .param("minutes", width.toMinutes())
                .update();
    }

    /** Where the incremental runs of each source start. */
    public Map<Source, Instant> starts() {
        Map<Source, Instant> starts = new HashMap<>();
        jdbc.sql("select account_id, region, start_time from incremental_start where destination = :destination")
                .param("destination", destination)
                .query((RowCallbackHandler) row -> starts.put(
                        new Source(row.getString("account_id"), row.getString("region")),
                        Ledger.instant(row, "start_time")));
        return starts;
    }

    /** Saves where incremental runs start from now on. Call within a transaction. */
    public void saveStarts(Map<Source, Instant> starts) {
        Map<Source, Instant> known = starts();
        starts.forEach((source, start) -> {
            if (!start.equals(known.get(source))) {
                String statement = known.containsKey(source)
                        ? """
                        update incremental_start set start_time = :start
                        where destination = :destination and account_id = :account and region = :region"""
                        : "insert into incremental_start values (:destination, :account, :region, :start)";
                jdbc.sql(statement)
                        .param("destination", destination)
                        .param("account", source.account())
                        .param("region", source.region())
                        .param("start", Ledger.utc(start))
                        .update();
            }
        });
    }

    /** Time before which all was forgotten on purpose, if anything was. */
    public Optional<Instant> retainedFrom() {
        return known("retained_from", row -> Ledger.instant(row, "retained_from"));
    }

    /** Says that all before that time is forgotten on purpose; what was forgotten stays so. */
    public void retainFrom(Instant time) {
        if (retainedFrom().filter(known -> !known.isBefore(time)).isEmpty()) {
            jdbc.sql("update destination set retained_from = :time where destination = :destination")
                    .param("time", Ledger.utc(time))
                    .param("destination", destination)
                    .update();
        }
    }

    /** Slices that start before that time, of runs whose slices are still listed. */
    public List<Slice> plannedBefore(Instant time) {
        return jdbc.sql("""
                        select distinct account_id, region, start_time from planned_slice
                        where start_time < :time and run_id in (select run_id from run where destination = :destination)""")
                .param("time", Ledger.utc(time))
                .param("destination", destination)
                .query((row, number) -> new Slice(
                        row.getString("account_id"), row.getString("region"), Ledger.instant(row, "start_time"), width))
                .list();
    }

    /** The newest runs, the latest first. */
    List<Archive.Run> newest(int most) {
        return jdbc.sql("""
                        select * from run where destination = :destination order by run_id desc
                        fetch first :most rows only""")
                .param("destination", destination)
                .param("most", most)
                .query((row, number) -> {
                    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
                    return new Archive.Run(
                            Ledger.instant(row, "started_at"),
                            ended == null ? null : ended.toInstant(),
                            row.getString("request"),
                            row.getString("outcome"),
                            RunCounts.of(row));
                })
                .list();
    }

    /** When the newest run was planned, if there was one. */
    public Optional<Instant> lastStart() {
        return jdbc.sql("""
                        select started_at from run where destination = :destination order by run_id desc
                        fetch first 1 row only""")
                .param("destination", destination)
                .query((row, number) -> Ledger.instant(row, "started_at"))
                .optional();
    }

    /** A run that is not done yet. */
    public record Unfinished(long runId, Instant startedAt, String request) {}

    /** The run that is not done yet, if any. */
    public Optional<Unfinished> unfinished() {
        return jdbc.sql("""
                        select run_id, started_at, request from run
                        where destination = :destination and ended_at is null
                        order by run_id desc fetch first 1 row only""")
                .param("destination", destination)
                .query((row, number) -> new Unfinished(
                        row.getLong("run_id"), Ledger.instant(row, "started_at"), row.getString("request")))
                .optional();
    }

    /**
     * Saves a new run. Call within a transaction.
     *
     * @param request what was asked for, in words
     */
    public long plan(List<PlannedSlice> slices, String request, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("insert into run (destination, started_at, request) values (:destination, :now, :request)")
                .param("destination", destination)
                .param("now", Ledger.utc(now))
                .param("request", request)
                .update(key, "run_id");
        long runId = Objects.requireNonNull(key.getKeyAs(Long.class), "run_id");
        for (int ordinal = 0; ordinal < slices.size(); ordinal++) {
            insert(runId, ordinal, slices.get(ordinal));
        }
        return runId;
    }

    /** What was done of a run until now, by all processes that worked on it. */
    public RunCounts counts(long runId) {
        return jdbc.sql("select * from run where run_id = :run")
                .param("run", runId)
                .query((row, number) -> RunCounts.of(row))
                .single();
    }

    /** Saves what was done of a run until now. */
    public void saveCounts(long runId, RunCounts counts) {
        jdbc.sql("""
                        update run set slices = :slices, failed = :failed, invocations = :invocations,
                          row_count = :rows, pages = :pages, retries = :retries, throttles = :throttles,
                          millis = :millis
                        where run_id = :run""")
                .param("slices", counts.slices())
                .param("failed", counts.failed())
                .param("invocations", counts.invocations())
                .param("rows", counts.rows())
                .param("pages", counts.pages())
                .param("retries", counts.retries())
                .param("throttles", counts.throttles())
                .param("millis", counts.millis())
                .param("run", runId)
                .update();
    }

    private void insert(long runId, int ordinal, PlannedSlice planned) {
        jdbc.sql("insert into planned_slice values (:run, :batch, :ordinal, :account, :region, :start, :readUntil)")
                .param("run", runId)
                .param("batch", ordinal / SLICES_PER_BATCH)
                .param("ordinal", ordinal)
                .param("account", planned.slice().account())
                .param("region", planned.slice().region())
                .param("start", Ledger.utc(planned.slice().start()))
                .param("readUntil", Ledger.utc(planned.readUntil()))
                .update();
    }

    /** How many job executions the run is done in. */
    public int batches(long runId) {
        return jdbc.sql("select count(distinct batch) from planned_slice where run_id = :run")
                .param("run", runId)
                .query(Integer.class)
                .single();
    }

    /** Slices of one job execution of a run, in the order in which to read them. */
    public List<PlannedSlice> slices(long runId, int batch) {
        return jdbc.sql("""
                        select account_id, region, start_time, read_until from planned_slice
                        where run_id = :run and batch = :batch order by ordinal""")
                .param("run", runId)
                .param("batch", batch)
                .query((row, number) -> new PlannedSlice(
                        new Slice(
                                row.getString("account_id"),
                                row.getString("region"),
                                Ledger.instant(row, "start_time"),
                                width),
                        Ledger.instant(row, "read_until")))
                .list();
    }

    /** Says that nothing of the run is left to do, or that it is given up. */
    public void end(long runId, Instant now, String outcome) {
        jdbc.sql("update run set ended_at = :now, outcome = :outcome where run_id = :run")
                .param("now", Ledger.utc(now))
                .param("outcome", outcome)
                .param("run", runId)
                .update();
    }

    /** Says that all there was to do is done. */
    public void succeeded(Instant now) {
        jdbc.sql("""
                        update destination set last_success = :now, failed_at = null, failure = null
                        where destination = :destination""")
                .param("now", Ledger.utc(now))
                .param("destination", destination)
                .update();
    }

    /** When that was last so, if ever. */
    Optional<Instant> lastSuccess() {
        return jdbc.sql("""
                        select last_success from destination
                        where destination = :destination and last_success is not null""")
                .param("destination", destination)
                .query((row, number) -> Ledger.instant(row, "last_success"))
                .optional();
    }

    /**
     * Says that a run failed, or some of its slices; known until one does all that it has to.
     *
     * @param reason for people; a very long one is cut, and what no database can hold is replaced
     */
    public void failed(Instant now, String reason) {
        String storable = new String(
                        reason.substring(0, Math.min(reason.length(), LONGEST_REASON))
                                .getBytes(UTF_8),
                        UTF_8)
                .replace('\0', '\uFFFD');
        jdbc.sql("update destination set failed_at = :now, failure = :reason where destination = :destination")
                .param("now", Ledger.utc(now))
                .param("reason", storable)
                .param("destination", destination)
                .update();
    }

    /** How the last run failed, unless one did all that it had to since. */
    Optional<Archive.RunFailure> lastFailure() {
        return known(
                "failure", row -> new Archive.RunFailure(Ledger.instant(row, "failed_at"), row.getString("failure")));
    }

    /** Reads a row of a result. */
    private interface OfRow<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What the destination's row has, if that column isn't null; nor is it there before the schema is upgraded. */
    private <T> Optional<T> known(String column, OfRow<T> read) {
        return jdbc.sql("select * from destination where destination = :destination")
                .param("destination", destination)
                .query((ResultSet row) ->
                        row.next() && isSet(row, column) ? Optional.of(read.read(row)) : Optional.<T>empty());
    }

    private static boolean isSet(ResultSet row, String column) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (row.getMetaData().getColumnLabel(i).equalsIgnoreCase(column)) {
                return row.getObject(i) != null;
            }
        }
        return false;
    }

    /** Runs that ended before that time and whose slices are still listed, oldest first. */
    public List<Long> endedBefore(Instant time) {
        return jdbc.sql("""
                        select run_id from run
                        where destination = :destination and ended_at < :time
                          and exists (select 1 from planned_slice where planned_slice.run_id = run.run_id)
                        order by run_id""")
                .param("destination", destination)
                .param("time", Ledger.utc(time))
                .query(Long.class)
                .list();
    }

    /**
     * Makes the number of the step executions of a job instance alone tell which is the last. Spring Batch goes by when they
     * were made, in local time, which goes back with the clock, with summer time and with another {@code TZ}; nothing else
     * reads that.
     */
    public void orderByNumber(long jobInstanceId) {
        jdbc.sql("""
                        update batch_step_execution set create_time = timestamp '1900-01-01 00:00:00'
                        where job_execution_id in (
                          select job_execution_id from batch_job_execution where job_instance_id = :instance)""").param("instance", jobInstanceId).update();
    }

    /** Forgets the slices of a run that has ended; what the ledger has of them stays. */
    public void forgetSlices(long runId) {
        jdbc.sql("delete from planned_slice where run_id = :run")
                .param("run", runId)
                .update();
    }
}
