package io.ssmexport.sink.file;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.file.format.InvocationReader;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.staging.StagedSlice;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Staged slices, and what an earlier file has that they lack, as one stream of rows: first what is kept, in the order of
 * the earlier file, then the slices by region, account and start. Doing it again over its own result gives the same rows.
 */
final class SliceMerge {

    private static final Comparator<Slice> ORDER =
            Comparator.comparing(Slice::region).thenComparing(Slice::account).thenComparing(Slice::start);

    private final Map<Slice, StagedSlice> staged = new TreeMap<>(ORDER);
    private final Map<Slice, SliceCounts> counts = new HashMap<>();

    private final Duration width;
    private final RowChoice rows;

    /**
     * @param slices at least one, all of the same width
     * @param rows which of what was staged is written; all of it decides whether a slice is sealed
     * @throws Failure of kind INCOMPLETE if a slice isn't staged as a whole
     */
    SliceMerge(Collection<Slice> slices, Staging staging, RowChoice rows) throws IOException {
        this.rows = rows;
        width = slices.iterator().next().width();
        for (Slice slice : slices) {
            StagedSlice pages = staging.read(slice);
            if (pages == null) {
                throw new Failure(
                        Failure.Kind.INCOMPLETE,
                        Problem.of("pages are missing or damaged in " + staging.place(slice))
                                .at(slice.place())
                                .withRemedy("run the same command again to read the slice anew"));
            }
            staged.put(slice, pages);
        }
        countStaged();
    }

    /** Whether no page of any slice had an invocation. */
    boolean isEmpty() {
        return staged.values().stream().allMatch(slice -> slice.invocations() == 0);
    }

    SliceCounts counts(Slice slice) {
        return counts.getOrDefault(slice, new SliceCounts(0, 0, 0, 0));
    }

    private void countStaged() {
        staged.forEach((slice, pages) -> counts.put(slice, SliceCounts.of(pages)));
    }

    /** Writes all rows, and counts them; of several times the last holds. */
    void write(@Nullable InvocationReader earlier, RowWriter writer) throws IOException {
        countStaged();
        if (earlier != null) {
            keep(earlier, writer);
        }
        CrashPoint.SLICE_MERGING.reached();
        for (Map.Entry<Slice, StagedSlice> slice : staged.entrySet()) {
            long left = slice.getValue().rows() - slice.getValue().copyTo(writer, rows);
            counts.put(slice.getKey(), counts(slice.getKey()).without(left));
        }
    }

    private void keep(InvocationReader earlier, RowWriter writer) throws IOException {
        for (InvocationRows invocation = earlier.read(); invocation != null; invocation = earlier.read()) {
            if (isKept(invocation)) {
                for (PluginRow row : invocation.rows()) {
                    writer.write(row);
                }
            }
        }
    }

    /** Counts it too. */
    private boolean isKept(InvocationRows invocation) {
        Slice slice = sliceOf(invocation.first());
        StagedSlice pages = staged.get(slice);
        if (pages == null) {
            // What a list holds is staged as one slice, whatever its times.
            return staged.values().stream().noneMatch(slices -> slices.contains(invocation));
        }
        if (pages.contains(invocation)) {
            return false;
        }
        counts.put(slice, counts(slice).withKept(invocation.rows().size()));
        return true;
    }

    private Slice sliceOf(PluginRow row) {
        return new Slice(
                row.key().accountId(),
                row.key().region(),
                Slice.floor(row.invocation().requestedDateTime(), width),
                width);
    }
}
