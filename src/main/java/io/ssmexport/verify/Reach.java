package io.ssmexport.verify;

import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far each account and region was exported. */
public final class Reach {

    /**
     * A slice that was exported.
     *
     * @param readUntil how far, at most to its end
     * @param sealed whether nothing of it can change any more
     */
    public record Exported(Slice slice, Instant readUntil, boolean sealed) {}

    private final Duration width;
    private final boolean isRunUnderWay;
    private final Map<Slice, Exported> slices = new HashMap<>();
    private final Map<Source, Instant> starts = new HashMap<>();
    private final Map<Source, Instant> ends = new HashMap<>();

    /**
     * Reach of what was exported.
     *
     * @param width of all slices
     * @param isRunUnderWay whether a run goes on or was not brought to its end, so that a slice may be missing for now
     */
    public Reach(Duration width, Collection<Exported> exported, boolean isRunUnderWay) {
        this.width = width;
        this.isRunUnderWay = isRunUnderWay;
        for (Exported each : exported) {
            Source source = Source.of(each.slice());
            slices.put(each.slice(), each);
            starts.merge(source, each.slice().start(), (a, b) -> a.isBefore(b) ? a : b);
            ends.merge(source, each.readUntil(), (a, b) -> a.isBefore(b) ? b : a);
        }
    }

    /** Start of the first slice of an account and region; empty if nothing of it was exported. */
    public Optional<Instant> start(Source source) {
        return Optional.ofNullable(starts.get(source));
    }

    /** The slice that a command belongs to; empty if that was not exported. */
    Optional<Exported> slice(ReportedCommand command) {
        return Optional.ofNullable(slices.get(sliceOf(command)));
    }

    private Slice sliceOf(ReportedCommand command) {
        return new Slice(command.account(), command.region(), Slice.floor(command.requestedAt(), width), width);
    }

    /** Whether the slice that a command belongs to is among those. */
    boolean isIn(Set<Slice> some, ReportedCommand command) {
        return some.contains(sliceOf(command));
    }

    /** Whether a command was sent after everything that was read of its account and region. */
    boolean isBeyond(ReportedCommand command) {
        Instant end = ends.get(new Source(command.account(), command.region()));
        return end == null || !command.requestedAt().isBefore(end);
    }

    boolean isRunUnderWay() {
        return isRunUnderWay;
    }
}
