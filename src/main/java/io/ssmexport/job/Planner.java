package io.ssmexport.job;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Slice;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import io.ssmexport.state.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides which slices a run has to read: those of its window that the ledger doesn't cover. */
final class Planner {

    /** How long AWS keeps the history of commands. */
    static final Duration HISTORY = Duration.ofDays(30);

    /** New commands appear in the list with a delay, so nothing younger than this counts as read. */
    static final Duration TRAIL = Duration.ofMinutes(1);

    /** Slices that AWS forgets within this time are read before all others. */
    private static final Duration URGENT = Duration.ofDays(2);

    private final ExportOptions options;
    private final Sink sink;
    private final Runs runs;
    private final Ledger ledger;

    /**
     * A plan.
     *
     * @param slices what to read, in this order
     * @param covered slices of the window that need no reading
     * @param expired slices that were not sealed when AWS forgot them
     */
    record Plan(List<PlannedSlice> slices, int covered, List<Slice> expired) {}

    Planner(ExportOptions options, Sink sink, Runs runs, Ledger ledger) {
        this.options = options;
        this.sink = sink;
        this.runs = runs;
        this.ledger = ledger;
    }

    /**
     * Plan at this moment.
     *
     * @param except slices to leave out
     */
    Plan plan(List<Source> sources, Instant now, Set<Slice> except) {
        Map<Slice, LedgerEntry> exported =
                ledger.entries().stream().collect(Collectors.toMap(LedgerEntry::slice, Function.identity()));
        Instant until = until(now);
        Instant forgotten = now.minus(HISTORY);
        List<PlannedSlice> slices = new ArrayList<>();
        List<Slice> expired = new ArrayList<>();
        int covered = 0;
        for (Source source : sources) {
            for (Instant start = start(source, now); start.isBefore(until); start = start.plus(options.slice())) {
                Slice slice = new Slice(source.account(), source.region(), start, options.slice());
                PlannedSlice planned = new PlannedSlice(slice, min(slice.end(), until));
                LedgerEntry entry = exported.get(slice);
                if (entry != null && entry.covers(planned.readUntil()) && sink.holds(slice, entry.export())) {
                    covered++;
                } else if (options.from() == null && !slice.end().isAfter(forgotten)) {
                    expired.add(slice);
                } else if (!except.contains(slice)) {
                    slices.add(planned);
                }
            }
        }
        slices.sort(order(now));
        return new Plan(slices, covered, expired);
    }

    private Instant until(Instant now) {
        Instant trailing = now.minus(TRAIL);
        return options.until() == null ? trailing : min(options.until().at(now), trailing);
    }

    private Instant start(Source source, Instant now) {
        if (options.from() == null) {
            Instant since = Slice.floor(options.since().at(now), options.slice());
            return runs.incrementalStart(source.account(), source.region(), since);
        }
        return Slice.floor(options.from().at(now), options.slice());
    }

    /** First what AWS is about to forget, oldest first; then the newest first. */
    private static Comparator<PlannedSlice> order(Instant now) {
        Instant urgent = now.minus(HISTORY).plus(URGENT);
        Comparator<PlannedSlice> byStart =
                Comparator.comparing(planned -> planned.slice().start());
        return (a, b) -> {
            boolean aIsUrgent = a.slice().start().isBefore(urgent);
            boolean bIsUrgent = b.slice().start().isBefore(urgent);
            if (aIsUrgent != bIsUrgent) {
                return aIsUrgent ? -1 : 1;
            }
            return aIsUrgent ? byStart.compare(a, b) : byStart.compare(b, a);
        };
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
