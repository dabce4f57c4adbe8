package io.ssmexport.plan;

import io.ssmexport.failure.Quantity;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run has to do.
 *
 * @param slices what to read, in this order
 * @param covered slices of the window that need no reading
 * @param expired slices that were not sealed when AWS forgot them, since the last run
 * @param starts where the incremental runs of each source start from now on; empty for a backfill
 */
public record Plan(List<SliceToRead> slices, int covered, List<Slice> expired, Map<Source, Instant> starts) {

    public List<PlannedSlice> planned() {
        return slices.stream().map(SliceToRead::planned).toList();
    }

    /** Those that AWS begins to forget within that time. */
    public List<SliceToRead> forgottenWithin(Duration time, Instant now) {
        return slices.stream()
                .filter(slice -> slice.isForgottenWithin(time, now))
                .toList();
    }

    /** What is worth a line each before it is done. */
    public List<String> notes(Instant now) {
        List<String> notes = new ArrayList<>();
        if (!expired.isEmpty()) {
            notes.add("AWS forgot " + Quantity.of(expired.size(), "slice") + " before they were sealed, the first "
                    + expired.get(0) + "; what was exported of them stays");
        }
        Instant forgotten = now.minus(Planner.HISTORY);
        long gone = slices.stream()
                .filter(toRead -> !toRead.slice().end().isAfter(forgotten))
                .count();
        if (gone > 0) {
            notes.add(Quantity.of(gone, "slice") + " asked for " + (gone == 1 ? "ends" : "end") + " before " + forgotten
                    + ", and AWS keeps 30 days: read all the same, and what was exported of them stays");
        }
        if (slices.isEmpty()) {
            notes.add("nothing to do: all of the window is exported, " + Quantity.of(covered, "slice"));
        }
        return notes;
    }
}
