package io.ssmexport.state;

import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a destination at one moment.
 *
 * @param width of its slices
 * @param slices those exported
 * @param starts where the incremental runs of each source start
 * @param runs the newest ones, the latest first
 */
public record Archive(Duration width, List<LedgerEntry> slices, Map<Source, Instant> starts, List<Run> runs) {

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

    /** What is known of a destination before the first run. */
    public static Archive empty(Duration width) {
        return new Archive(width, List.of(), Map.of(), List.of());
    }

    /** When the newest run was planned. */
    public @Nullable Instant lastRun() {
        return runs.isEmpty() ? null : runs.get(0).startedAt();
    }
}
