package io.ssmexport.plan;

import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which slices a run has to read: those of its window that the ledger doesn't cover. */
public final class Planner {

    /** How long AWS keeps the history of commands. */
    public static final Duration HISTORY = Duration.ofDays(30);

    /** Slices that AWS forgets within this time are read before all others. */
    private static final Duration URGENT = Duration.ofDays(2);

    private final PlanRequest request;
    private final Known known;
    private final Instant now;
    private final Instant forgotten;

    /**
     * What is known of the destination.
     *
     * @param exported at least the entries of slices that are not older than {@link #oldestOfInterest}
     * @param starts where the incremental runs of a source started until now
     * @param lastRun start of the run before, or null
     * @param retainedFrom time before which all was forgotten on purpose, or null
     * @param held whether what an entry says was exported is still there
     */
    public record Known(
            Map<Slice, LedgerEntry> exported,
            Map<Source, Instant> starts,
            @Nullable Instant lastRun,
            @Nullable Instant retainedFrom,
            Predicate<LedgerEntry> held) {

        /** All that is known. */
        public static Known of(Archive archive, Predicate<LedgerEntry> held) {
            return new Known(
                    archive.slices().stream().collect(Collectors.toMap(LedgerEntry::slice, Function.identity())),
                    archive.starts(),
                    archive.lastRun(),
                    archive.retainedFrom(),
                    held);
        }
    }

    public Planner(PlanRequest request, Known known, Instant now) {
        this(request, known, now, true);
    }

    /**
     * Planner at a moment.
     *
     * @param certain whether the service told the time; if not, nothing is given up as forgotten
     */
    public Planner(PlanRequest request, Known known, Instant now, boolean certain) {
        this.request = request;
        this.known = known;
        this.now = now;
        this.forgotten = certain ? now.minus(HISTORY) : Instant.EPOCH;
    }

    /**
     * How far a slice is certainly read.
     *
     * @param asOf when its reading began, by the service's time, or null if that isn't certain
     */
    public static Instant certainlyRead(PlannedSlice planned, @Nullable Instant asOf) {
        Instant start = planned.slice().start();
        return asOf == null ? start : max(start, min(planned.readUntil(), asOf.minus(PlanRequest.TRAIL)));
    }

    /** Start of the oldest slices that a plan looks at: older ones were forgotten before the last run. */
    public static Instant oldestOfInterest(PlanRequest request, @Nullable Instant lastRun, Instant now) {
        return request.from() != null
                ? request.from().at(now).minus(request.slice())
                : min(now, lastRun == null ? Instant.EPOCH.plus(HISTORY) : lastRun)
                        .minus(HISTORY)
                        .minus(request.slice());
    }

    /**
     * Plan at this moment.
     *
     * @param except slices to leave out
     * @param doneSince slices exported since then are not read again although the request says so; null for none
     */
    public Plan plan(List<Source> sources, Set<Slice> except, @Nullable Instant doneSince) {
        if (request.list()) {
            return new Plan(List.of(list(sources.get(0))), 0, List.of(), Map.of());
        }
        Instant until = until();
        Instant oldest = oldestOfInterest(request, known.lastRun(), now);
        Map<Source, Instant> starts = new LinkedHashMap<>();
        List<SliceToRead> slices = new ArrayList<>();
        List<Slice> expired = new ArrayList<>();
        int covered = 0;
        for (Source source : sources) {
            Instant first = start(source);
            if (request.from() == null) {
                starts.put(source, first);
            }
            for (Instant start = max(first, Slice.floor(oldest, request.slice()));
                    start.isBefore(until);
                    start = start.plus(request.slice())) {
                Slice slice = new Slice(source.account(), source.region(), start, request.slice());
                SliceToRead toRead = toRead(slice, until, doneSince);
                if (toRead == null) {
                    covered++;
                } else if (request.from() == null && !slice.end().isAfter(forgotten)) {
                    if (toRead.reason() != Reason.FILE_CHANGED && wasRemembered(slice)) {
                        expired.add(slice);
                    }
                } else if (!except.contains(slice)) {
                    slices.add(toRead);
                }
            }
        }
        slices.sort(order());
        return new Plan(slices, covered, expired, starts);
    }

    /** A list has no window, so what stands for it is the slice of the moment; it is read again each time. */
    private SliceToRead list(Source source) {
        Slice slice = new Slice(source.account(), source.region(), Slice.floor(now, request.slice()), request.slice());
        return new SliceToRead(new PlannedSlice(slice, slice.end()), Reason.NEVER_READ, null);
    }

    /** Whether AWS had not forgotten it at the last run, so that nobody was told yet. */
    private boolean wasRemembered(Slice slice) {
        return known.lastRun() == null || slice.end().isAfter(known.lastRun().minus(HISTORY));
    }

    /** Null if the slice needs no reading. */
    private @Nullable SliceToRead toRead(Slice slice, Instant until, @Nullable Instant doneSince) {
        Instant readUntil = min(slice.end(), until);
        LedgerEntry entry = known.exported().get(slice);
        if (entry == null) {
            return new SliceToRead(new PlannedSlice(slice, readUntil), Reason.NEVER_READ, null);
        }
        Reason reason = reason(entry, readUntil, doneSince);
        if (reason == null) {
            return null;
        }
        // Never less than before: a backfill that ends within the slice must not forget what lies behind its end.
        Instant planned = reason == Reason.READ_AHEAD ? readUntil : max(readUntil, entry.readUntil());
        return new SliceToRead(new PlannedSlice(slice, planned), reason, entry);
    }

    private @Nullable Reason reason(LedgerEntry entry, Instant readUntil, @Nullable Instant doneSince) {
        if (entry.readUntil().isAfter(now)) {
            return Reason.READ_AHEAD;
        }
        if (entry.export().openInvocations() > 0) {
            return Reason.STILL_OPEN;
        }
        if (entry.readUntil().isBefore(readUntil)) {
            return Reason.READ_IN_PART;
        }
        if (!known.held().test(entry)) {
            return Reason.FILE_CHANGED;
        }
        boolean done = doneSince != null && !entry.exportedAt().isBefore(doneSince);
        return request.again() && !done ? Reason.AGAIN : null;
    }

    /** How far there is anything to read at this moment. */
    public Instant until() {
        return request.until(now);
    }

    /** Whether the request asks for the slice, or for whatever there is. */
    public boolean isInWindow(Slice slice) {
        return request.from() == null
                || (slice.end().isAfter(request.from().at(now)) && slice.start().isBefore(until()));
    }

    /**
     * Start of what is to be read; a pause never moves that of incremental runs past what has not been read. What was
     * forgotten on purpose comes back only where it is asked for again.
     */
    public Instant start(Source source) {
        Instant retained = known.retainedFrom();
        Instant asked = asked(source);
        return retained == null || request.again() ? asked : max(asked, retained);
    }

    private Instant asked(Source source) {
        if (request.from() == null) {
            Instant since = Slice.floor(request.since().at(now), request.slice());
            return min(since, known.starts().getOrDefault(source, since));
        }
        return Slice.floor(request.from().at(now), request.slice());
    }

    /** First what AWS is about to forget, oldest first; then the newest first. */
    private Comparator<SliceToRead> order() {
        Instant urgent = now.minus(HISTORY).plus(URGENT);
        Comparator<SliceToRead> byStart =
                Comparator.comparing(toRead -> toRead.slice().start());
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

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
