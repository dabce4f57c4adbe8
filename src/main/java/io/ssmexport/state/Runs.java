package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Planned runs of one destination. A run's slices never change, so its job executions can always be restarted. */
public final class Runs {

    /** Slices in one job execution; splitting a step into more costs Spring Batch noticeably more for each. */
    static final int SLICES_PER_BATCH = 400;

    private final JdbcClient jdbc;
    private final String destination;
    private final Duration width;

    public Runs(DataSource dataSource, String destination, Duration width) {
        this.jdbc = JdbcClient.create(dataSource);
        this.destination = destination;
        this.width = width;
    }

    /**
     * Makes the destination known, or checks that it is still exported to in the same way.
     *
     * @param selection which invocations, and which of their columns are filled
     * @throws Failure of kind USAGE if selection or width of slices differ from what is there
     */
    public void register(String selection) {
        record Known(String selection, int sliceMinutes) {}
        Optional<Known> known = jdbc.sql(
                        "select selection, slice_minutes from destination where destination = :destination")
                .param("destination", destination)
                .query((row, number) -> new Known(row.getString("selection"), row.getInt("slice_minutes")))
                .optional();
        if (known.isEmpty()) {
            jdbc.sql("insert into destination values (:destination, :selection, :minutes)")
                    .param("destination", destination)
                    .param("selection", selection)
                    .param("minutes", width.toMinutes())
                    .update();
            return;
        }
        if (known.get().sliceMinutes() != width.toMinutes()) {
            throw new Failure(
                    USAGE,
                    "[slice] must stay " + Duration.ofMinutes(known.get().sliceMinutes()) + " for " + destination
                            + ", which was exported in such slices, but was " + width
                            + "; export to another destination to change it");
        }
        if (!known.get().selection().equals(selection)) {
            throw new Failure(
                    USAGE,
                    "[into] " + destination + " holds what was selected by ("
                            + known.get().selection() + ") but now it is (" + selection
                            + "), which would mix; export to another destination");
        }
    }

    /**
     * Where incremental runs of a source start: as early as any of them did, so that a pause never moves the start past
     * what has not been read.
     *
     * @param since start of the slice at which a first run would start now
     */
    public Instant incrementalStart(String account, String region, Instant since) {
        Optional<Instant> known = jdbc.sql("""
                        select start_time from incremental_start
                        where destination = :destination and account_id = :account and region = :region""")
                .param("destination", destination)
                .param("account", account)
                .param("region", region)
                .query((row, number) -> Ledger.instant(row, "start_time"))
                .optional();
        if (known.isPresent() && !known.get().isAfter(since)) {
            return known.get();
        }
        String statement = known.isPresent()
                ? """
                        update incremental_start set start_time = :start
                        where destination = :destination and account_id = :account and region = :region"""
                : "insert into incremental_start values (:destination, :account, :region, :start)";
        jdbc.sql(statement)
                .param("destination", destination)
                .param("account", account)
                .param("region", region)
                .param("start", Ledger.utc(since))
                .update();
        return since;
    }

    /** The run that is not done yet, if any. */
    public Optional<Long> unfinished() {
        return jdbc.sql("select max(run_id) from run where destination = :destination and ended_at is null")
                .param("destination", destination)
                .query(Long.class)
                .optional();
    }

    /** Saves a new run. Call within a transaction. */
    public long plan(List<PlannedSlice> slices, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("insert into run (destination, started_at) values (:destination, :now)")
                .param("destination", destination)
                .param("now", Ledger.utc(now))
                .update(key, "run_id");
        long runId = Objects.requireNonNull(key.getKeyAs(Long.class), "run_id");
        for (int ordinal = 0; ordinal < slices.size(); ordinal++) {
            insert(runId, ordinal, slices.get(ordinal));
        }
        return runId;
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
}
