package io.ssmexport.postgres;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Looks whether a server can be worked with, before anything is set, locked or made there. */
final class ServerCheck {

    /** Oldest version that has all that the scripts under {@code sql/} and the lock use. */
    private static final int OLDEST = 12;

    private static final String FACTS = """
            select current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby,
              current_setting('transaction_read_only')::boolean as read_only, pg_backend_pid() as pid""";

    private final PostgresAddress address;
    private final DataSource driver;

    /**
     * Check of a server.
     *
     * @param driver connections as the driver opens them
     */
    ServerCheck(PostgresAddress address, DataSource driver) {
        this.address = address;
        this.driver = driver;
    }

    /**
     * Checks.
     *
     * @throws Failure of kind USAGE that says what is wrong with it, of kind INCOMPLETE if it has no connection free or is
     *     just starting
     */
    void check() {
        try (Connection connection = driver.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw refused("must be Postgres " + OLDEST + " or newer but is "
                        + connection.getMetaData().getDatabaseProductVersion() + "; name another server");
            }
            checkFacts(connection);
        } catch (SQLException e) {
            throw PostgresProblem.atStart(address.toString(), e);
        }
    }

    private void checkFacts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet facts = statement.executeQuery(FACTS)) {
            facts.next();
            if (!facts.getString("encoding").equals("UTF8")) {
                throw refused("must be a database in the encoding UTF8 but is in " + facts.getString("encoding")
                        + "; make one: createdb -E UTF8 -T template0");
            }
            if (facts.getBoolean("standby")) {
                throw refused(
                        "must take writes but only reads, being a standby: name the primary, or several hosts with"
                                + " target_session_attrs=read-write");
            }
            if (facts.getBoolean("read_only")) {
                throw refused("must take writes but only reads: default_transaction_read_only is on for this server,"
                        + " database or role (some providers turn it on when the disk is full); turn it off, or name"
                        + " another database");
            }
            // A pool of connections answers with a key of its own; the mode it is in, it tells nobody.
            if (facts.getInt("pid") != connection.unwrap(PGConnection.class).getBackendPID()) {
                checkPool(connection, facts.getInt("pid"));
            }
        }
    }

    /**
     * In session mode nobody else gets a session that is ours. In transaction and statement mode it is free between two
     * statements: then a second connection gets it, or, where the pool hands out its sessions in turn, another one answers
     * the next statement.
     */
    private void checkPool(Connection connection, int session) throws SQLException {
        try (Connection other = driver.getConnection()) {
            boolean shared = session(connection) != session;
            // Held, so that it is not free again when the first connection asks.
            other.setAutoCommit(false);
            shared = shared || session(other) == session || session(connection) != session;
            other.rollback();
            if (shared) {
                throw poolRefused();
            }
        } catch (SQLException e) {
            // "transaction blocks not allowed in statement pooling mode", with the code of any fault of the protocol.
            if (String.valueOf(e.getMessage()).contains("statement pooling")) {
                throw poolRefused();
            }
            throw e;
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            return pid.getInt(1);
        }
    }

    private Failure poolRefused() {
        return refused(
                "must be the server, or a pool of connections in session mode, but is a pool in transaction or"
                        + " statement mode, where the job's lock would stay with a session of the pool; name the server itself");
    }

    private Failure refused(String mustBe) {
        return new Failure(USAGE, Problem.at(address.toString(), mustBe));
    }
}
