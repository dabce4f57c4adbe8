package io.ssmexport.postgres;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;
import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.transaction.TransactionSystemException;

/** Says what an error of the server means for a run: what happened where, and what to do. */
public final class PostgresProblem {

    /** No connection free, or just starting or stopping: nothing is wrong with what was asked for. */
    private static final Set<String> BUSY_SERVER = Set.of("53300", "57P03");

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Codes</a> of what passes. */
    private static final Set<String> PASSING = Set.of(
            "08000", "08001", "08003", "08006", "08007", "08P01", // the connection can't be made, or was cut
            "57P01", "57P02", "57P03", // the server, or its administrator, ended the session
            "57P05", "25P03", // the session was idle for too long
            "40001", "40P01", "40003"); // serialization failure, deadlock, unknown outcome

    private PostgresProblem() {}

    /**
     * The failure that an exception tells, whatever it was wrapped in.
     *
     * @param place slice, table or address where it happened
     */
    public static Failure failure(Failure.Kind kind, String place, Throwable thrown) {
        return new Failure(kind, of(thrown).at(Place.of(place)), thrown);
    }

    /** The failure that an exception tells which came before anything was done. */
    public static Failure atStart(String place, Throwable thrown) {
        @Nullable SQLException sql = sqlException(thrown);
        boolean busy = sql != null && BUSY_SERVER.contains(state(sql));
        return failure(busy ? INCOMPLETE : USAGE, place, thrown);
    }

    /**
     * Whether the same may well succeed in a moment: Postgres went away or is just starting, or chose this transaction as
     * the one that gives way to another.
     */
    public static boolean isPassing(Throwable thrown) {
        return sqlException(thrown) instanceof PSQLException told && PASSING.contains(state(told));
    }

    /** Whether the exception comes from a database. */
    public static boolean isOne(Throwable thrown) {
        return sqlException(thrown) != null;
    }

    /** What happened and what to do, without the place. */
    public static Problem of(Throwable thrown) {
        @Nullable SQLException sql = sqlException(thrown);
        if (sql == null) {
            return Problem.of(said(thrown));
        }
        String state = state(sql);
        String remedy = remedy(state);
        return Problem.of(said(sql))
                .withCode(state.isEmpty() ? null : state)
                .withRemedy(remedy.isEmpty() ? "run again" : remedy);
    }

    /** What the database said, without what to do. */
    public static String said(Throwable thrown) {
        @Nullable SQLException sql = sqlException(thrown);
        return sql == null
                ? String.valueOf(thrown.getMessage())
                : (sql instanceof PSQLException ? "Postgres: " : "database: ") + message(sql);
    }

    /** The cause of an exception; of one that says that a rollback failed too, why it was rolled back. */
    public static @Nullable Throwable causeOf(Throwable thrown) {
        return thrown instanceof TransactionSystemException rollback && rollback.getApplicationException() != null
                ? rollback.getApplicationException()
                : thrown.getCause();
    }

    /** First line of what the server said, with the row or key that it named left out: values may be secret. */
    private static String message(SQLException sql) {
        @Nullable ServerErrorMessage server = sql instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String message = String.valueOf(server == null ? sql.getMessage() : server.getMessage());
        return message.lines().findFirst().orElse("no message");
    }

    private static String state(SQLException thrown) {
        String state = thrown.getSQLState();
        return state == null ? "" : state;
    }

    private static String remedy(String state) {
        return switch (state) {
            case "08000", "08001", "08003", "08004", "08006", "08007", "57P01", "57P02", "57P03", "57P05" ->
                "nothing of this chunk was committed; check the server and run again";
            case "57014" ->
                "a statement took longer than statement_timeout allows, or was cancelled; raise it for this role, or lower"
                        + " --pages-per-commit, and run again";
            case "55P03" -> "lock_timeout was reached; see pg_stat_activity for who holds the lock, and run again";
            case "25006" ->
                "this server only reads; name the primary, or several hosts with target_session_attrs=read-write";
            case "53100", "53200" -> "make room on the server and run again; nothing of this chunk was committed";
            case "53300" -> "raise the server's or the role's connection limit, or lower --parallel";
            case "28P01", "28000" -> "check user and password: PGUSER, PGPASSWORD, ~/.pgpass or the URL";
            case "3D000" -> "create it first: createdb";
            case "42501" -> "see Grants in docs/operator.md for the grants that a writer needs";
            default -> "";
        };
    }

    /** Innermost: a pool wraps what the driver said. */
    private static @Nullable SQLException sqlException(Throwable thrown) {
        @Nullable SQLException innermost = null;
        for (@Nullable Throwable cause = thrown; cause != null; cause = causeOf(cause)) {
            if (cause instanceof SQLException sql) {
                innermost = sql;
            }
        }
        return innermost;
    }
}
