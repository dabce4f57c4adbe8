package io.ssmexport.coverage;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.plan.Planner;
import io.ssmexport.plan.Reason;
import io.ssmexport.plan.SliceToRead;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an export stands, whatever became of its latest run.
 *
 * @param lastSuccess when a run last did all that it had to, or null if none ever did
 * @param unsealedSlices slices that the job is to read, that AWS still remembers, and that are missing or can still change
 * @param oldestUnsealed the one of them that AWS forgets first, or null if all are sealed
 */
public record Standing(
        @Nullable Instant lastSuccess,
        long unsealedSlices,
        @Nullable Slice oldestUnsealed) {

    private static final Comparator<Slice> ORDER =
            Comparator.comparing(Slice::start).thenComparing(Slice::name);

    /**
     * Standing of the window in the options or, without one, of all that the job exported or is to export.
     *
     * @param read what the latest run read or was to read; the options don't tell all of it
     */
    public static Standing of(Archive archive, ExportOptions options, List<Source> read, Instant now) {
        Planner planner = new Planner(PlanRequest.of(options), Planner.Known.of(archive, entry -> true), now);
        Instant forgotten = now.minus(Planner.HISTORY);
        Set<Slice> unsealed = new HashSet<>();
        planner.plan(sources(archive, new Configured(options), read), Set.of(), null).slices().stream()
                .filter(toRead -> toRead.reason() != Reason.AGAIN)
                .map(SliceToRead::slice)
                .forEach(unsealed::add);
        archive.slices().stream()
                .filter(entry -> !entry.isSealed())
                .map(LedgerEntry::slice)
                .filter(planner::isInWindow)
                .forEach(unsealed::add);
        unsealed.removeIf(slice -> !slice.end().isAfter(forgotten));
        return new Standing(
                archive.lastSuccess(),
                unsealed.size(),
                unsealed.stream().min(ORDER).orElse(null));
    }

    private static List<Source> sources(Archive archive, Configured configured, List<Source> read) {
        return Stream.of(
                        configured.sources().stream(),
                        read.stream(),
                        archive.starts().keySet().stream(),
                        archive.slices().stream().map(LedgerEntry::slice).map(Source::of))
                .flatMap(sources -> sources)
                .distinct()
                .filter(configured::includes)
                .toList();
    }
}
