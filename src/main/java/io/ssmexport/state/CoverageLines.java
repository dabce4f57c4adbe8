package io.ssmexport.state;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the ledger of a destination says of each day of each account and region, a JSON value per line, for the views
 * {@code coverage_by_day} of those that have the files and not the state. Its members are part of the contract: one may come.
 */
public final class CoverageLines {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build()
            .writerFor(Line.class)
            .withRootValueSeparator("\n");

    private final DataSource state;
    private final String destination;
    private final Duration width;

    /**
     * Lines of a destination.
     *
     * @param width width of all its slices
     */
    public CoverageLines(DataSource state, String destination, Duration width) {
        this.state = state;
        this.destination = destination;
        this.width = width;
    }

    private record Line(
            String job,
            String selection,
            String accountId,
            String region,
            String day,
            long sliceMinutes,
            long slices,
            long sealedSlices,
            long invocations,
            long openInvocations,
            long keptInvocations,
            long rows,
            String readUntil,
            String exportedAt) {}

    /** The lines, compressed. */
    public byte[] of(String job) {
        String selection = new Runs(state, destination, width).selection().orElse("");
        List<Line> days = JdbcClient.create(state)
                .sql("""
                        select account_id, region, utc_day, count(*) as slices, sum(case when sealed then 1 else 0 end) as sealed,
                          sum(invocations) as invocations, sum(open_invocations) as open_of_day, sum(kept_invocations) as kept,
                          sum(row_count) as rows_of_day, max(read_until) as read_until, max(exported_at) as exported_at
                        from (
                          select exported_slice.*, cast(floor(extract(epoch from start_time) / 86400) as bigint) as utc_day
                          from exported_slice where destination = :destination
                        ) slice_of_day
                        group by account_id, region, utc_day order by account_id, region, utc_day""")
                .param("destination", destination)
                .query((row, number) -> line(job, selection, row))
                .list();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes);
                SequenceWriter lines = JSON.writeValues(zipped)) {
            lines.writeAll(days);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Line line(String job, String selection, ResultSet row) throws SQLException {
        return new Line(
                job,
                selection,
                row.getString("account_id"),
                row.getString("region"),
                LocalDate.ofEpochDay(row.getLong("utc_day")).toString(),
                width.toMinutes(),
                row.getLong("slices"),
                row.getLong("sealed"),
                row.getLong("invocations"),
                row.getLong("open_of_day"),
                row.getLong("kept"),
                row.getLong("rows_of_day"),
                time(row, "read_until"),
                time(row, "exported_at"));
    }

    private static String time(ResultSet row, String column) throws SQLException {
        return Ledger.instant(row, column).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
