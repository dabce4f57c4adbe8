package io.ssmexport.state;

import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is known of a destination at one moment.
 *
 * @param width of its slices
 * @param selection which invocations were exported, and which of their columns are filled; null if that isn't known
 * @param slices those exported
 * @param starts where the incremental runs of each source start
 * @param runs the newest ones, the latest first
 * @param lastSuccess when a run last did all that it had to, be it nothing; null if none ever did
 * @param lastFailure how the last run failed or ended incomplete; null if it did all that it had to, or isn't over
 * @param retainedFrom time before which all was forgotten on purpose, or null
 */
public record Archive(
        Duration width,
        @Nullable String selection,
        List<LedgerEntry> slices,
        Map<Source, Instant> starts,
        List<Run> runs,
        @Nullable Instant lastSuccess,
        @Nullable RunFailure lastFailure,
        @Nullable Instant retainedFrom) {

    /** How many of the newest runs are told of. */
    static final int RUNS = 10;

    /**
     * A run.
     *
     * @param request what was asked for, in words
     * @param endedAt null while it goes on, or when it was killed or stopped and not taken up again
     * @param outcome {@code complete}, {@code incomplete} or {@code given up}, once it has ended
     */
    public record Run(
            Instant startedAt,
            @Nullable Instant endedAt,
            String request,
            @Nullable String outcome,
            RunCounts counts) {}

    /**
     * That a run failed as a whole, or some of its slices.
     *
     * @param reason for people, with the place
     */
    public record RunFailure(Instant at, String reason) {}

    /** What is known of a destination before the first run. */
    public static Archive empty(Duration width) {
        return new Archive(width, null, List.of(), Map.of(), List.of(), null, null, null);
    }

    /** What a database knows of a destination; empty if nothing. */
    public static Optional<Archive> read(DataSource dataSource, String destination) {
        return ExportedAs.read(JdbcClient.create(dataSource), destination).map(known -> {
            Duration width = known.width();
            Runs runs = new Runs(dataSource, destination, width);
            return new Archive(
                    width,
                    known.selection(),
                    new Ledger(dataSource, destination, width).entries(Instant.EPOCH),
                    runs.starts(),
                    runs.newest(RUNS),
                    runs.lastSuccess().orElse(null),
                    runs.lastFailure().orElse(null),
                    runs.retainedFrom().orElse(null));
        });
    }

    /** Destinations that a database knows, in their order. */
    public static List<String> destinations(DataSource dataSource) {
        return JdbcClient.create(dataSource)
                .sql("select destination from destination order by destination")
                .query(String.class)
                .list();
    }

    /**
     * Checks that a run goes on in the same way.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if it can't
     */
    public void requireSame(ExportedAs now, String destination) {
        new ExportedAs(selection == null ? now.selection() : selection, width).requireSame(now, destination);
    }

    /** When the newest run was planned. */
    public @Nullable Instant lastRun() {
        return runs.isEmpty() ? null : runs.get(0).startedAt();
    }
}
