package io.ssmexport.job.slices;

import io.ssmexport.row.RowPage;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Slice;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands chunks to the sink. If a chunk isn't committed, puts the position of the step back: Spring Batch saves it once more
 * when the step has failed, and with a position after rows that were rolled back those rows would be lost.
 */
final class SliceWriter implements ItemStreamWriter<RowPage> {

    /** What the sink wants to be told again. */
    private static final String WRITTEN = "writer.written";

    private final Sink sink;
    private final Slice slice;
    private final Tally tally;
    private ExecutionContext position = new ExecutionContext();

    SliceWriter(Sink sink, Slice slice, Tally tally) {
        this.sink = sink;
        this.slice = slice;
        this.tally = tally;
    }

    @Override
    public void open(ExecutionContext position) {
        this.position = position;
        recall(sink, slice, position);
    }

    /** Tells the sink what the checkpoint of a slice says. */
    static void recall(Sink sink, Slice slice, ExecutionContext position) {
        sink.recall(slice, position.getString(WRITTEN, ""));
    }

    @Override
    public void write(Chunk<? extends RowPage> chunk) {
        ExecutionContext before = new ExecutionContext(position);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    tally.committed();
                } else {
                    restore(before);
                }
            }
        });
        sink.write(slice, List.copyOf(chunk.getItems()));
        String written = sink.written(slice);
        if (!written.isEmpty()) {
            position.putString(WRITTEN, written);
        }
    }

    private void restore(ExecutionContext before) {
        position.toMap().keySet().forEach(position::remove);
        before.toMap().forEach(position::put);
    }
}
