package io.ssmexport.verify;

import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far each account and region was exported. */
public final class Coverage {

    /**
     * A slice that was exported.
     *
     * @param readUntil how far, at most to its end
     * @param sealed whether nothing of it can change any more
     */
    public record Exported(Slice slice, Instant readUntil, boolean sealed) {}

    private record Source(String account, String region) {}

    private final Duration width;
    private final Map<Slice, Exported> slices = new HashMap<>();
    private final Map<Source, Instant> starts = new HashMap<>();
    private final Map<Source, Instant> ends = new HashMap<>();

    /** @param width of all slices */
    public Coverage(Duration width, Collection<Exported> exported) {
        this.width = width;
        for (Exported each : exported) {
            Source source = new Source(each.slice().account(), each.slice().region());
            slices.put(each.slice(), each);
            starts.merge(source, each.slice().start(), (a, b) -> a.isBefore(b) ? a : b);
            ends.merge(source, each.readUntil(), (a, b) -> a.isBefore(b) ? b : a);
        }
    }

    /** Start of the first slice of an account and region; empty if nothing of it was exported. */
    public Optional<Instant> start(String account, String region) {
        return Optional.ofNullable(starts.get(new Source(account, region)));
    }

    /** The slice that a command belongs to; empty if that was not exported. */
    Optional<Exported> slice(ReportedCommand command) {
        return Optional.ofNullable(slices.get(
                new Slice(command.account(), command.region(), Slice.floor(command.requestedAt(), width), width)));
    }

    /** Whether a command was sent after everything that was read of its account and region. */
    boolean isBeyond(ReportedCommand command) {
        Instant end = ends.get(new Source(command.account(), command.region()));
        return end == null || !command.requestedAt().isBefore(end);
    }
}
