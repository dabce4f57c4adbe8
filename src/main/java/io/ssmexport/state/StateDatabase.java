package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.BUSY;
import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;
import static io.ssmexport.failure.Failure.Kind.USAGE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ssmexport.failure.Cause;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.failure.LastResort;
import io.ssmexport.failure.Problem;
import io.ssmexport.postgres.Migrations;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The database of checkpoints: Spring Batch's job repository, the planned runs and the ledger. An embedded one belongs to
 * one job; one in Postgres is shared by all that name it, and holds the lock of each.
 */
public final class StateDatabase implements AutoCloseable {

    /** Makes and upgrades, in Postgres, the job repository, the runs, the ledger and the locks. */
    public static final Migrations MIGRATIONS =
            new Migrations(PostgresDatabase.STATE_SCHEMA, "exported_slice", "classpath:io/ssmexport/sql/state");

    /** Version of the newest migration; a database that has it is not migrated again, which saves time at each start. */
    private static final int SCHEMA_VERSION = 7;

    private static final String STATE = "state";

    /** A commit is on disk when it returns; by default half a second of checkpoints dies with a kill. */
    private static final String EACH_COMMIT_ON_DISK = ";WRITE_DELAY=0";

    /** How long a run has to end by itself once its checkpoints can't be saved: H2 then waits for itself now and then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static {
        // Read by H2 when its first class is loaded: it then loads no class that a database names.
        System.setProperty("h2.allowedClasses", "");
    }

    private final DataSource dataSource;
    private final PlatformTransactionManager transactionManager;
    private final Runnable closing;

    private StateDatabase(DataSource dataSource, PlatformTransactionManager transactionManager, Runnable closing) {
        this.dataSource = dataSource;
        this.transactionManager = transactionManager;
        this.closing = closing;
    }

    /**
     * State in Postgres, in the schema {@code ssm_export}, which {@link #MIGRATIONS} has made.
     * The database stays open.
     *
     * @param lock of the job, or of what a worker took of it; a transaction of whoever has lost it to another doesn't commit
     */
    public static StateDatabase of(PostgresDatabase database, CommitGuard lock) {
        return new StateDatabase(database.dataSource(), new LockedTransactions(database.dataSource(), lock), () -> {});
    }

    /**
     * Opens the database, makes and upgrades its tables. The caller holds the job's lock.
     *
     * @param connections how many may be in use at the same time
     * @throws Failure of kind USAGE if its file is damaged, holds what this program doesn't make, or was written by a newer
     *     version
     */
    public static StateDatabase open(StateDirectory directory, int connections) {
        Path file = directory.database();
        StateFiles.watch(
                directory.path(),
                reason -> LastResort.endWithin(
                        PATIENCE,
                        String.valueOf(unwritable(directory, reason).getMessage()),
                        Failure.Kind.INCOMPLETE.exitCode()));
        StateFile database = new StateFile(directory);
        try {
            if (!Files.exists(file)) {
                database.migrate();
            } else if (Files.size(file) == 0) {
                throw damaged(directory, "it is empty", null);
            } else {
                StateObjects.requireOurs(file);
            }
            return open(database, directory, connections);
        } catch (IOException | SQLException | FlywayException | MVStoreException e) {
            FatalError.rethrow(e);
            @Nullable Failure known = problem(e, () -> directory);
            if (known != null) {
                throw known;
            }
            throw e instanceof IOException
                    ? new Failure(
                            USAGE,
                            Problem.at(STATE, file + " can't be made (" + e + ")")
                                    .withRemedy("--state names another place"),
                            e)
                    : damaged(directory, Cause.firstLine(e), e);
        }
    }

    /**
     * Looks whether {@link #open} could do its work, and changes nothing; not into a database that a run has open.
     *
     * @throws Failure of kind USAGE if the directory can't be written, or the database is one that {@link #open} refuses
     */
    public static void inspect(StateDirectory directory) {
        directory.inspect();
        Path file = directory.database();
        try {
            if (!Files.exists(file)) {
                return;
            }
            if (Files.size(file) == 0) {
                throw damaged(directory, "it is empty", null);
            }
            StateObjects.requireOurs(file);
            requireKnown(StateVersion.of(file).orElse(null), directory);
        } catch (IOException | MVStoreException e) {
            @Nullable Failure known = problem(e, () -> directory);
            if (known != null && known.kind() == BUSY) {
                return;
            }
            throw known != null ? known : damaged(directory, Cause.firstLine(e), e);
        }
    }

    private static StateDatabase open(StateFile database, StateDirectory directory, int connections)
            throws IOException, SQLException {
        JdbcDataSource h2 = database.h2(EACH_COMMIT_ON_DISK);
        boolean isWhole;
        // H2 closes a database with its last connection, and to open it again takes time.
        try (Connection open = h2.getConnection()) {
            boolean isUpToDate = isUpToDate(open, directory);
            isWhole = !LostLocks.areIn(open);
            if (isWhole && isUpToDate) {
                HikariDataSource pool = pool(new OneCallAtATime(h2), connections);
                return new StateDatabase(pool, new StateTransactions(pool), pool::close);
            }
        }
        if (isWhole) {
            database.migrate();
        } else {
            database.copy();
        }
        return open(database, directory, connections);
    }

    private static boolean isUpToDate(Connection open, StateDirectory directory) throws SQLException {
        return requireKnown(version(open), directory) == SCHEMA_VERSION;
    }

    private static int requireKnown(@Nullable String version, StateDirectory directory) {
        if (version == null) {
            throw damaged(directory, "it has no tables", null);
        }
        int found = Integer.parseInt(version);
        if (found > SCHEMA_VERSION) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    STATE,
                                    directory.database() + " is of version " + found
                                            + ", and this ssm-export knows versions up to " + SCHEMA_VERSION)
                            .withRemedy("use the newer one, or move the file away"));
        }
        return found;
    }

    private static Failure damaged(StateDirectory directory, String problem, @Nullable Exception cause) {
        return new Failure(
                USAGE,
                Problem.at(STATE, directory.database() + " can't be used (" + problem + ")")
                        .withRemedy("restore it from a backup, or move it away: the next run then reads again what AWS"
                                + " still has, and keeps what is already exported"),
                cause);
    }

    /**
     * What an exception means that comes from an embedded database: that its file can't be written, is open elsewhere, or is
     * damaged, which shows after it was opened too, because a page of the file is checked when it is read. Null if the
     * exception says something else.
     */
    public static @Nullable Failure problem(Exception thrown, Supplier<StateDirectory> place) {
        StateDirectory directory = place.get();
        @Nullable IOException unwritable = StateFiles.whyUnwritable(directory.path());
        if (unwritable != null) {
            return unwritable(directory, unwritable);
        }
        for (@Nullable Throwable cause = thrown; cause != null; cause = PostgresProblem.causeOf(cause)) {
            if (says(cause, ErrorCode.DATABASE_ALREADY_OPEN_1, DataUtils.ERROR_FILE_LOCKED)) {
                return new Failure(
                        BUSY,
                        Problem.at(STATE, directory.database() + " is open in another program")
                                .withRemedy("close that, and run again"),
                        thrown);
            }
            if (says(cause, ErrorCode.FILE_CORRUPTED_1, DataUtils.ERROR_FILE_CORRUPT)) {
                return damaged(directory, Cause.firstLine(cause), thrown);
            }
        }
        return null;
    }

    private static boolean says(Throwable thrown, int sqlCode, int storeCode) {
        return (thrown instanceof SQLException sql && sql.getErrorCode() == sqlCode)
                || (thrown instanceof MVStoreException store && store.getErrorCode() == storeCode);
    }

    private static Failure unwritable(StateDirectory directory, IOException reason) {
        String message = String.valueOf(reason.getMessage());
        return new Failure(
                INCOMPLETE,
                Problem.at(
                                STATE,
                                message.startsWith("No space left")
                                        ? "No space left on " + directory.path()
                                        : directory.path() + " can't be written (" + message + ")")
                        .withRemedy("make room there and run the same command again: what was committed stays"),
                reason);
    }

    /** Version of the newest migration, or null if there was none. */
    private static @Nullable String version(Connection connection) throws SQLException {
        try (ResultSet history = connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!history.next()) {
                return null;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet newest = statement.executeQuery("""
                            select "version" from "flyway_schema_history"
                            where "success" order by "installed_rank" desc limit 1""")) {
                return newest.next() ? newest.getString(1) : null;
            }
        }
    }

    private static HikariDataSource pool(DataSource h2, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(h2);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setPoolName("state");
        return new HikariDataSource(config);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Manager of the transactions in which checkpoints are committed. */
    public PlatformTransactionManager transactionManager() {
        return transactionManager;
    }

    @Override
    public void close() {
        closing.run();
    }
}
