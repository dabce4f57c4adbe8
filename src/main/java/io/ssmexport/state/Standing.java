package io.ssmexport.state;

import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How an export stands, whatever became of its latest run.
 *
 * @param lastSuccess when a run last did all that it had to, or null if none ever did
 * @param unsealedSlices slices that were asked for, that AWS still remembers, and that are missing or can still change
 * @param oldestUnsealed the one of them that AWS forgets first, or null if all are sealed
 */
public record Standing(
        @Nullable Instant lastSuccess,
        long unsealedSlices,
        @Nullable Slice oldestUnsealed) {

    /** How long AWS keeps the history of commands. */
    private static final Duration HISTORY = Duration.ofDays(30);

    private record Start(String account, String region, Instant time) {}

    /**
     * Reads it from the state.
     *
     * @param width of the slices of the destination
     */
    public static Standing read(DataSource dataSource, String destination, Duration width, Instant now) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Set<Slice> unsealed = new HashSet<>();
        starts(jdbc, destination).forEach(start -> unsealed.addAll(slices(start, width, now)));
        unsealed.addAll(lastPlanned(jdbc, destination, width));
        for (LedgerEntry entry : new Ledger(dataSource, destination, width).entries()) {
            if (entry.isSealed()) {
                unsealed.remove(entry.slice());
            } else {
                unsealed.add(entry.slice());
            }
        }
        unsealed.removeIf(slice -> !slice.end().isAfter(now.minus(HISTORY)));
        return new Standing(
                lastSuccess(jdbc, destination),
                unsealed.size(),
                unsealed.stream()
                        .min(Comparator.comparing(Slice::start).thenComparing(Slice::name))
                        .orElse(null));
    }

    private static @Nullable Instant lastSuccess(JdbcClient jdbc, String destination) {
        return jdbc.sql("""
                        select ended_at from run where destination = :destination and outcome = 'complete'
                        order by ended_at desc limit 1""")
                .param("destination", destination)
                .query((row, number) -> Ledger.instant(row, "ended_at"))
                .optional()
                .orElse(null);
    }

    private static List<Start> starts(JdbcClient jdbc, String destination) {
        return jdbc.sql("select account_id, region, start_time from incremental_start where destination = :destination")
                .param("destination", destination)
                .query((row, number) -> new Start(
                        row.getString("account_id"), row.getString("region"), Ledger.instant(row, "start_time")))
                .list();
    }

    private static Set<Slice> slices(Start start, Duration width, Instant now) {
        Set<Slice> slices = new HashSet<>();
        Instant first = Slice.floor(now.minus(HISTORY), width);
        for (Instant time = start.time().isBefore(first) ? first : start.time();
                time.isBefore(now);
                time = time.plus(width)) {
            slices.add(new Slice(start.account(), start.region(), time, width));
        }
        return slices;
    }

    private static List<Slice> lastPlanned(JdbcClient jdbc, String destination, Duration width) {
        return jdbc.sql("""
                        select account_id, region, start_time from planned_slice
                        where run_id = (select max(run_id) from run where destination = :destination)""")
                .param("destination", destination)
                .query((row, number) -> new Slice(
                        row.getString("account_id"), row.getString("region"), Ledger.instant(row, "start_time"), width))
                .list();
    }
}
