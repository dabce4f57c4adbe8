package io.ssmexport.job.slices;

import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.time.Duration;

/** What a run tells while it goes on. Called from several threads at once. */
public interface Progress {

    /** Something worth a line: what is resumed, started over, kept or expired. */
    void note(String line);

    /** So many more slices will be read. */
    void planned(int slices);

    /** A page of a slice was read and flattened. */
    void page(Slice slice, RowPage page);

    /** So many pages, or rows, got there by way of other processes. */
    default void pages(long pages, long rows) {
        // Told once a slice is there.
    }

    /** So many workers read at the moment. */
    default void readers(int workers) {
        // Worth no line.
    }

    /** For so long nobody has read what was handed to workers. */
    default void waitsForWorker(Duration nobody) {
        note("waiting for a worker: none has read for " + Quantity.of(nobody));
    }

    /** A slice is in the destination. */
    void exported(Slice slice, SliceExport export);

    /** A slice failed; a run tells why at its end. */
    void failed(Slice slice, Problem problem);
}
