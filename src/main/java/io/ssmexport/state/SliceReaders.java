package io.ssmexport.state;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which of several workers reads a slice: the last that took it, as long as the run that handed it out has the job's lock. A
 * transaction that a worker makes for a slice commits only then, so one that was believed dead can't undo what another did.
 */
public final class SliceReaders implements CommitGuard {

    /** A worker says as often that it lives. */
    public static final Duration SIGN = Duration.ofSeconds(20);

    /** Who has said nothing for so long has missed a sign. */
    public static final Duration SILENT = SIGN.multipliedBy(2);

    /** Of the thread that works in it. */
    private static final ThreadLocal<@Nullable Turn> CURRENT = new ThreadLocal<>();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String job;
    private final String worker;

    /**
     * Readers of a job's slices.
     *
     * @param worker this process, for people
     */
    public SliceReaders(DataSource dataSource, String job, String worker) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.job = job;
        this.worker = worker;
    }

    /**
     * That this process reads a slice.
     *
     * @param lock counts the holders of the job's lock up to the run that handed it out
     * @param step its step execution
     * @param taken counts its readers
     * @param begun how many of them in a row, this one too, have found it as it was
     */
    public record Turn(long lock, long step, long taken, int begun) {}

    /** Work in a turn. */
    public interface Work<T> {
        T run() throws Exception;
    }

    /** What tells this job from those of the same name in other databases. */
    public String mark() {
        // A worker may be there before the first run.
        jdbc.sql("""
                        insert into ssm_export.job_lock (job, holder, since, taken) values (:job, :nobody, now(), 0)
                        on conflict (job) do nothing""").param("job", job).param("nobody", "nobody").update();
        return jdbc.sql("select mark from ssm_export.job_lock where job = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    /** Whether what a run hands out, in the time in which it has the job's lock, is still to be done. */
    public boolean isCurrent(long lock) {
        return isCurrent(lock, "");
    }

    private boolean isCurrent(long lock, String locking) {
        return jdbc.sql("select taken from ssm_export.job_lock where job = :job " + locking)
                .param("job", job)
                .query(Long.class)
                .optional()
                .filter(taken -> taken == lock)
                .isPresent();
    }

    /**
     * Takes a slice, from whoever has it. Waits for what that one is just committing. One that had told what became of it, and
     * died before its step ended, left no page beside those that it told of.
     *
     * @return empty if the run no longer has the job's lock
     */
    public Optional<Turn> take(long lock, long step) {
        return transaction.execute(
                status -> isCurrent(lock, "for share") ? Optional.of(taken(lock, step)) : Optional.<Turn>empty());
    }

    private Turn taken(long lock, long step) {
        return jdbc.sql("""
                        insert into ssm_export.slice_reader as known
                          (step_execution_id, worker, since, seen, taken, begun, pages)
                        select step_execution_id, :worker, now(), now(), 1, 1, read_count
                        from ssm_export.batch_step_execution where step_execution_id = :step
                        on conflict (step_execution_id) do update
                          set worker = excluded.worker, since = now(), seen = now(), taken = known.taken + 1,
                            begun = case when excluded.pages > known.pages then 1 else known.begun + 1 end,
                            pages = case when known.outcome is null then excluded.pages else known.pages end
                        returning taken, begun""")
                .param("step", step)
                .param("worker", worker)
                .query((row, number) -> new Turn(lock, step, row.getLong("taken"), row.getInt("begun")))
                .single();
    }

    /** Says that this process still lives, and reads these. */
    public void live(Collection<Turn> turns) {
        if (!turns.isEmpty()) {
            jdbc.sql(
                            "update ssm_export.slice_reader set seen = now() where step_execution_id in (:steps) and worker = :worker")
                    .param("steps", turns.stream().map(Turn::step).toList())
                    .param("worker", worker)
                    .update();
        }
    }

    /**
     * Ends sessions of this job that others wait for and that have waited for their own process in the middle of a statement as
     * long as one may in the middle of a transaction: Postgres itself ends only the latter. Such a process stands still.
     *
     * @return how many
     */
    public int endThoseThatStandStill() {
        return jdbc.sql("""
                        select count(*) filter (where pg_terminate_backend(pid))::int
                        from pg_stat_activity stuck,
                          (select current_setting('idle_in_transaction_session_timeout')::interval as most) as limits
                        where datname = current_database() and usename = current_user
                          and application_name = current_setting('application_name')
                          and state = 'active' and wait_event = 'ClientRead'
                          and most > interval '0' and state_change < now() - most
                          and exists (select from pg_stat_activity other where stuck.pid = any (pg_blocking_pids(other.pid)))""").query(Integer.class).single();
    }

    /** Says what became of it, for the run that handed it out; part of the caller's transaction, if there is one. */
    public void report(Turn turn, String outcome) {
        jdbc.sql("""
                        update ssm_export.slice_reader set outcome = :outcome
                        where step_execution_id = :step and taken = :taken""")
                .param("outcome", outcome)
                .param("step", turn.step())
                .param("taken", turn.taken())
                .update();
    }

    /** Works in a turn, on this thread: transactions commit only while it is this process's. */
    public <T> T within(Turn turn, Work<T> work) throws Exception {
        CURRENT.set(turn);
        try {
            return work.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether it still is. */
    public boolean isMine(Turn turn) {
        return jdbc.sql("""
                        select l.taken = :lock and r.taken = :taken
                        from ssm_export.job_lock l, ssm_export.slice_reader r
                        where l.job = :job and r.step_execution_id = :step""")
                .param("lock", turn.lock())
                .param("taken", turn.taken())
                .param("job", job)
                .param("step", turn.step())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Says that it came to nothing for reasons that are not the slice's. */
    public void excuse(Turn turn) {
        jdbc.sql("""
                        update ssm_export.slice_reader set begun = begun - 1
                        where step_execution_id = :step and taken = :taken""").param("step", turn.step()).param("taken", turn.taken()).update();
    }

    @Override
    public void guard(Connection transaction) throws SQLException {
        @Nullable Turn turn = CURRENT.get();
        if (turn == null) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement("""
                select l.taken, l.holder, r.taken, r.worker from ssm_export.job_lock l, ssm_export.slice_reader r
                where l.job = ? and r.step_execution_id = ? for share""")) {
            statement.setString(1, job);
            statement.setLong(2, turn.step());
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next() || result.getLong(1) != turn.lock()) {
                    throw takenOver("the run that handed it out no longer has the lock of job " + job);
                }
                if (result.getLong(3) != turn.taken()) {
                    throw takenOver(result.getString(4) + " has taken over");
                }
            }
        }
    }

    private static Failure takenOver(String what) {
        return new Failure(Failure.Kind.BUSY, Problem.of(what).withRemedy("nothing more of the slice is written here"));
    }
}
