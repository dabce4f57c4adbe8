package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.BUSY;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.ThisProcess;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Lock of a job: an advisory lock of a session of its own, which the server gives back when the process dies, however it
 * dies. A table says who holds it, and counts the holders: that number is what {@link LockedTransactions} checks, because
 * a session can also die while the process lives on.
 */
public final class JobLock implements CommitGuard, AutoCloseable {

    private final Connection session;
    private final String job;
    private final Tenure tenure;
    private final int holder;

    private JobLock(Connection session, String job, Tenure tenure, int holder) {
        this.session = session;
        this.job = job;
        this.tenure = tenure;
        this.holder = holder;
    }

    /**
     * The time in which one process holds the lock of a job: what whoever works for it goes by.
     *
     * @param mark tells the job from those of the same name in other databases
     * @param taken counts the holders
     */
    public record Tenure(String mark, long taken) {}

    /** In which this process holds it. */
    public Tenure tenure() {
        return tenure;
    }

    /**
     * Takes the lock. The state's schema is there.
     *
     * @throws Failure of kind BUSY that names the holder
     */
    public static JobLock take(PostgresDatabase database, String job, Instant now) {
        Connection session = null;
        try {
            session = database.unpooled().getConnection();
            if (!tryLock(session, job)) {
                throw Failure.anotherRun("this job", holder(session, job));
            }
            return new JobLock(session, job, record(session, job, now), process(session));
        } catch (SQLException e) {
            close(session);
            throw PostgresProblem.atStart(database.address() + " lock of job " + job, e);
        } catch (Failure e) {
            close(session);
            throw e;
        }
    }

    private static boolean tryLock(Connection session, String job) throws SQLException {
        try (PreparedStatement statement =
                session.prepareStatement("select pg_try_advisory_lock(hashtextextended('ssm-export ' || ?, 0))")) {
            statement.setString(1, job);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static String holder(Connection session, String job) throws SQLException {
        try (PreparedStatement statement =
                session.prepareStatement("select holder from ssm_export.job_lock where job = ?")) {
            statement.setString(1, job);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : "it has just begun";
            }
        }
    }

    private static Tenure record(Connection session, String job, Instant now) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("""
                insert into ssm_export.job_lock as known (job, holder, since, taken) values (?, ?, ?, 1)
                on conflict (job) do update
                  set holder = excluded.holder, since = excluded.since, taken = known.taken + 1
                returning mark, taken""")) {
            statement.setString(1, job);
            statement.setString(2, ThisProcess.name() + " since " + now);
            statement.setTimestamp(3, Timestamp.from(now));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new Tenure(result.getString(1), result.getLong(2));
            }
        }
    }

    /** Process of the server that serves a session. */
    private static int process(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Of another connection; nobody holds the lock any more if its session has ended. */
    @Override
    public void guard(Connection transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("""
                select holder, taken, exists (
                  select from pg_locks where locktype = 'advisory' and objsubid = 1 and pid = ? and granted) as held
                from ssm_export.job_lock where job = ? for share""")) {
            statement.setInt(1, holder);
            statement.setString(2, job);
            try (ResultSet result = statement.executeQuery()) {
                boolean isThere = result.next();
                if (!isThere || result.getLong("taken") != tenure.taken()) {
                    throw new Failure(
                            BUSY,
                            Problem.of("this run lost its lock of job " + job
                                            + " with the connection that held it, and "
                                            + (isThere ? result.getString("holder") : "nobody")
                                            + " has taken over")
                                    .withRemedy("nothing more is written here"));
                }
                if (!result.getBoolean("held")) {
                    throw new PSQLException(
                            "the connection that held the lock of job " + job + " was cut",
                            PSQLState.CONNECTION_DOES_NOT_EXIST);
                }
            }
        }
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(@Nullable Connection session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException theServerIsGone) {
            // So is the lock.
        }
    }
}
