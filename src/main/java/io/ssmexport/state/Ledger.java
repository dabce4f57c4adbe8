package io.ssmexport.state;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger of one destination: a row per slice that was exported there. */
public final class Ledger {

    private final JdbcClient jdbc;
    private final String destination;
    private final Duration width;

    /**
     * Ledger of a destination.
     *
     * @param width width of all its slices
     */
    public Ledger(DataSource dataSource, String destination, Duration width) {
        this.jdbc = JdbcClient.create(dataSource);
        this.destination = destination;
        this.width = width;
    }

    /** Exported slices that start then or later, oldest first. */
    public List<LedgerEntry> entries(Instant since) {
        return jdbc.sql("""
                        select * from exported_slice where destination = :destination and start_time >= :since
                        order by start_time, account_id, region""")
                .param("destination", destination)
                .param("since", utc(since))
                .query((row, number) -> entry(row))
                .list();
    }

    /** Whether a file was exported of the slice. */
    public boolean hasFileOf(Slice slice) {
        return jdbc.sql("""
                        select count(*) from exported_slice where destination = :destination and account_id = :account
                          and region = :region and start_time = :start and file is not null""")
                        .param("destination", destination)
                        .param("account", slice.account())
                        .param("region", slice.region())
                        .param("start", utc(slice.start()))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Hands over all exported slices, one after the other. */
    void forEach(Consumer<LedgerEntry> consumer) {
        jdbc.sql("""
                        select * from exported_slice where destination = :destination
                        order by account_id, region, start_time""").param("destination", destination).query((RowCallbackHandler) row -> consumer.accept(entry(row)));
    }

    /** Records a slice, in place of what is known of it. Takes part in the caller's transaction. */
    public void record(LedgerEntry entry, long runId) {
        // H2 and Postgres have no statement in common that inserts or updates; the job's lock keeps others away.
        int known = values(jdbc.sql("""
                        update exported_slice set read_until = :readUntil, sealed = :sealed, pages = :pages,
                          invocations = :invocations, open_invocations = :open, kept_invocations = :kept,
                          row_count = :rows, file = :file, bytes = :bytes, checksum = :checksum, run_id = :run,
                          exported_at = :exportedAt
                        where destination = :destination and account_id = :account and region = :region
                          and start_time = :start"""), entry, runId).update();
        if (known == 0) {
            values(jdbc.sql("""
                        insert into exported_slice
                        values (:destination, :account, :region, :start, :readUntil, :sealed, :pages, :invocations,
                          :open, :kept, :rows, :file, :bytes, :checksum, :run, :exportedAt)"""), entry, runId).update();
        }
    }

    /** Says what a file is from now on whose rows were changed on purpose. */
    public void replaced(String file, long bytes, String checksum) {
        jdbc.sql("""
                        update exported_slice set bytes = :bytes, checksum = :checksum
                        where destination = :destination and file = :file""")
                .param("bytes", bytes)
                .param("checksum", checksum)
                .param("destination", destination)
                .param("file", file)
                .update();
    }

    /** Forgets slices that start before that time. */
    public void forget(Instant before) {
        jdbc.sql("delete from exported_slice where destination = :destination and start_time < :before")
                .param("destination", destination)
                .param("before", utc(before))
                .update();
    }

    private JdbcClient.StatementSpec values(JdbcClient.StatementSpec statement, LedgerEntry entry, long runId) {
        SliceExport export = entry.export();
        return statement
                .param("destination", destination)
                .param("account", entry.slice().account())
                .param("region", entry.slice().region())
                .param("start", utc(entry.slice().start()))
                .param("readUntil", utc(entry.readUntil()))
                .param("sealed", entry.isSealed())
                .param("pages", entry.pages())
                .param("invocations", export.invocations())
                .param("open", export.openInvocations())
                .param("kept", export.keptInvocations())
                .param("rows", export.rows())
                .param("file", export.file(), Types.VARCHAR)
                .param("bytes", export.bytes())
                .param("checksum", export.checksum(), Types.VARCHAR)
                .param("run", runId)
                .param("exportedAt", utc(entry.exportedAt()));
    }

    private LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                new Slice(row.getString("account_id"), row.getString("region"), instant(row, "start_time"), width),
                instant(row, "read_until"),
                row.getLong("pages"),
                new SliceExport(
                        row.getLong("invocations"),
                        row.getLong("open_invocations"),
                        row.getLong("row_count"),
                        row.getLong("kept_invocations"),
                        row.getString("file"),
                        row.getLong("bytes"),
                        row.getString("checksum")),
                instant(row, "exported_at"));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
