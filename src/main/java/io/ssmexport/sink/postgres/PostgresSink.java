package io.ssmexport.sink.postgres;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;
import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.Migrations;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.Upkeep;
import io.ssmexport.slice.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A sink into the table {@code ssm.command_plugin}. It takes part in the caller's transaction where that is one of the same
 * database, so that rows and checkpoint are committed together; where the state is elsewhere, each chunk is committed
 * before its checkpoint, and doing it again changes nothing. Readers see a slice grow chunk by chunk; the view
 * {@code ssm.coverage_by_day} says what is complete.
 */
public final class PostgresSink implements Sink {

    /** Make and upgrade the table of the rows, and the views on it. */
    public static final Migrations MIGRATIONS = new Migrations(
            "ssm", "command_plugin", "classpath:io/ssmexport/sql/warehouse", "classpath:io/ssmexport/sql/views");

    private final PostgresDatabase database;
    private final String job;
    private final Reading reading;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;

    /**
     * Slices of which the table had nothing when their reading began, so that there is most likely nothing to compare with.
     * Only a hint: what is wrong with it the table's key tells.
     */
    private final Set<Slice> unseen = ConcurrentHashMap.newKeySet();

    /**
     * Sink into a database, which stays open.
     *
     * @param job name of the job; two jobs may write the same slice
     * @param reading how the job reads
     * @param transactions in which it writes; those of a job's state, if that lies in the same database
     */
    public PostgresSink(
            PostgresDatabase database, String job, Reading reading, PlatformTransactionManager transactions) {
        this.database = database;
        this.job = job;
        this.reading = reading;
        this.dataSource = database.dataSource();
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Sink of a job that has no lock, because it only looks. */
    public PostgresSink(PostgresDatabase database, String job, Reading reading) {
        this(database, job, reading, new JdbcTransactionManager(database.dataSource()));
    }

    /** Work in a transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    @Override
    public void inspect() {
        MIGRATIONS.inspect(database);
        if (MIGRATIONS.isMade(database)) {
            new TableContract(dataSource).check(database.address().toString());
        }
    }

    @Override
    public void prepare() {
        MIGRATIONS.apply(database);
        new TableContract(dataSource).check(database.address().toString());
    }

    @Override
    public void check(boolean known) {
        holding(holding -> holding.check(known));
    }

    @Override
    public void hold(boolean known) {
        holding(holding -> holding.hold(known));
    }

    /** Work on what the table says that it holds. */
    interface HoldingWork {
        void with(TableHolding holding) throws SQLException;
    }

    void holding(HoldingWork work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            work.with(new TableHolding(connection, reading, database.address()));
            connection.commit();
        } catch (SQLException e) {
            throw PostgresProblem.failure(USAGE, database.address().toString(), e);
        }
    }

    @Override
    public boolean resume(Slice slice, int pages) {
        within(slice, connection -> {
            new ReturnedPages(connection, job, slice).dropBeyond(pages);
            return pages;
        });
        return true;
    }

    /** Rows that are there stay: they are an archive, and the same invocations come again. */
    @Override
    public void restart(Slice slice) {}

    @Override
    public void write(Slice slice, List<RowPage> pages) {
        boolean apart = !TransactionSynchronizationManager.hasResource(dataSource);
        within(slice, connection -> {
            lockDay(connection, slice);
            merge(connection, slice, pages);
            new ReturnedPages(connection, job, slice).add(pages);
            CrashPoint.ROWS_MERGED.reached();
            return pages;
        });
        if (apart) {
            CrashPoint.PART_WRITTEN.reached();
        }
    }

    private void merge(Connection connection, Slice slice, List<RowPage> pages) throws SQLException {
        boolean isFirst = pages.get(0).number() == 1;
        if (isFirst && hasRows(connection, slice)) {
            unseen.remove(slice);
        } else if (isFirst) {
            unseen.add(slice);
        }
        ChunkMerge merge = new ChunkMerge(connection, slice, Chunk.of(pages));
        if (!unseen.contains(slice) || !merge.copyAll()) {
            unseen.remove(slice);
            merge.run();
        }
    }

    /** Days of which the table has rows, for each account and region, the oldest first. */
    List<Slice> days() {
        List<Slice> days = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select distinct account_id, region, date_trunc('day', requested_date_time at time zone 'UTC')::date
                        from ssm.command_plugin order by 3, 1, 2""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                days.add(new Slice(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, LocalDate.class).atStartOfDay().toInstant(ZoneOffset.UTC),
                        Duration.ofDays(1)));
            }
            return days;
        } catch (SQLException e) {
            throw PostgresProblem.failure(INCOMPLETE, database.address().toString(), e);
        }
    }

    private static boolean hasRows(Connection connection, Slice slice) throws SQLException {
        try (var query = connection.prepareStatement("""
                select exists (
                  select from ssm.command_plugin where account_id = ? and region = ?
                    and requested_date_time >= ? and requested_date_time < ?)""")) {
            query.setString(1, slice.account());
            query.setString(2, slice.region());
            query.setObject(3, slice.start().atOffset(ZoneOffset.UTC));
            query.setObject(4, slice.end().atOffset(ZoneOffset.UTC));
            try (var result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Two jobs that read the same day take turns, chunk by chunk: no deadlock, and no race between look and write. */
    static void lockDay(Connection connection, Slice slice) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 1))")) {
            lock.setString(1, slice.account() + " " + slice.region() + " " + slice.date());
            lock.execute();
        }
    }

    @Override
    public SliceExport publish(Slice slice) {
        unseen.remove(slice);
        return within(slice, connection -> SliceCount.of(connection, job, slice));
    }

    <T> T within(Slice slice, Work<T> work) {
        try {
            return transaction.execute(status -> {
                try {
                    return work.with(DataSourceUtils.getConnection(dataSource));
                } catch (SQLException e) {
                    throw PostgresProblem.failure(INCOMPLETE, slice.toString(), e);
                }
            });
        } catch (DataAccessException | TransactionException e) {
            if (PostgresProblem.causeOf(e) instanceof Failure told) {
                throw told;
            }
            throw PostgresProblem.failure(INCOMPLETE, slice.toString(), e);
        }
    }

    @Override
    public void read(Instant from, Instant until, Consumer<ArchivedInvocation> each, Consumer<Damage> damaged) {
        try (Connection connection = database.unpooled().getConnection()) {
            // The driver only reads row by row within a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement("""
                    select account_id, region, command_id, requested_date_time, status, status_details
                    from ssm.command_plugin
                    where plugin_index = 0 and requested_date_time >= ? and requested_date_time < ?""")) {
                select.setFetchSize(10_000);
                select.setObject(1, from.atOffset(ZoneOffset.UTC));
                select.setObject(2, until.atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        each.accept(new ArchivedInvocation(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getString(5),
                                row.getString(6)));
                    }
                }
            }
        } catch (SQLException e) {
            throw PostgresProblem.failure(INCOMPLETE, database.address().toString(), e);
        }
    }

    @Override
    public void look(Instant from, Instant until, Consumer<InvocationRows> each, Consumer<Damage> damaged) {
        try (Connection connection = database.unpooled().getConnection()) {
            connection.setAutoCommit(false);
            new TableGlance(connection).read(from, until, each);
        } catch (SQLException e) {
            throw PostgresProblem.failure(INCOMPLETE, database.address().toString(), e);
        }
    }

    @Override
    public void clean(Slice slice) {}

    @Override
    public Upkeep upkeep() {
        return new TableUpkeep(this);
    }

    /** Whether there is anything of it; a table that was emptied, or made anew, is filled again. */
    @Override
    public boolean holds(Slice slice, SliceExport export) {
        return export.rows() == 0 || within(slice, connection -> hasRows(connection, slice));
    }
}
