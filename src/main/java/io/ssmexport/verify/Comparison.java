package io.ssmexport.verify;

import io.ssmexport.slice.Slice;
import io.ssmexport.verify.Reach.Exported;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares commands one by one. */
public final class Comparison {

    private final Reach reach;
    private final ArchivedCommands archived;
    private final Set<Slice> unreadable;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<Difference> differences = new ArrayList<>();

    /**
     * Comparison of what is archived, which it uses up.
     *
     * @param unreadable slices whose files can't be read
     */
    public Comparison(Reach reach, ArchivedCommands archived, Set<Slice> unreadable) {
        this.reach = reach;
        this.archived = archived;
        this.unreadable = unreadable;
    }

    public void compare(ReportedCommand reported) {
        Counts counts = archived.take(reported);
        Optional<Exported> slice = reach.slice(reported);
        Verdict verdict = verdict(reported, counts, slice);
        verdicts.merge(verdict, 1L, Long::sum);
        if (verdict == Verdict.DIFFERS) {
            differences.add(new Difference(
                    reported,
                    counts,
                    slice.isPresent() ? reported.counts().differenceTo(counts) : "its slice was never exported"));
        }
    }

    private Verdict verdict(ReportedCommand reported, Counts counts, Optional<Exported> slice) {
        if (reach.isIn(unreadable, reported)) {
            return Verdict.UNREADABLE;
        }
        boolean missing = slice.isEmpty() && reach.isRunUnderWay();
        if (reach.isBeyond(reported)
                || missing
                || slice.map(Exported::readUntil)
                        .filter(until -> !reported.requestedAt().isBefore(until))
                        .isPresent()) {
            return Verdict.NOT_YET_EXPORTED;
        }
        if (slice.isEmpty()) {
            return Verdict.DIFFERS;
        }
        if (counts.equals(reported.counts())) {
            return Verdict.AGREES;
        }
        boolean mayChange = counts.isOpen() || reported.counts().isOpen();
        return mayChange && !slice.get().sealed() ? Verdict.OPEN : Verdict.DIFFERS;
    }

    /** Number of commands by verdict. */
    public long count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /** Commands that differ, oldest first. */
    public List<Difference> differences() {
        return differences.stream()
                .sorted(Comparator.comparing(
                                (Difference difference) -> difference.reported().requestedAt())
                        .thenComparing(difference -> difference.reported().commandId()))
                .toList();
    }

    /** Archived commands that the service didn't report: most often it has forgotten them. */
    public long notReported() {
        return archived.left();
    }
}
