package io.ssmexport.job.slices;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.plan.Planner;
import io.ssmexport.sink.ForeignFile;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.PagePosition;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The end of slices whose pages are all committed: they become visible and get into the ledger, with a mark that says so, in
 * a transaction of its own, so that a kill in the middle of it asks for no page again.
 */
final class Publishing {

    private final SliceWork work;
    private final Sink sink;
    private final Ledger ledger;
    private final long runId;
    private final BatchInfrastructure batch;
    private final BiConsumer<Slice, SliceExport> recorded;

    Publishing(SliceWork work, Ledger ledger, long runId, BatchInfrastructure batch) {
        this(work, ledger, runId, batch, (slice, export) -> {});
    }

    /** @param recorded what to save of a slice in the transaction that records it */
    Publishing(
            SliceWork work,
            Ledger ledger,
            long runId,
            BatchInfrastructure batch,
            BiConsumer<Slice, SliceExport> recorded) {
        this.recorded = recorded;
        this.work = work;
        this.sink = work.sink();
        this.ledger = ledger;
        this.runId = runId;
        this.batch = batch;
    }

    /** A slice that is read to its end, and the step that read it. */
    record ReadSlice(PlannedSlice planned, StepExecution step) {

        Slice slice() {
            return planned.slice();
        }

        PagePosition position(InvocationQuery query) {
            return SavedPosition.of(step.getExecutionContext(), query);
        }

        /** Whether an earlier execution did that, before its process was killed. */
        boolean isPublished() {
            return SlicePartition.isPublished(step.getExecutionContext());
        }
    }

    /** Of slices that become visible only together, looks whether all that this one needs is there. */
    void publish(ReadSlice read) {
        if (sink.isPublishedTogether()) {
            recall(read);
            sink.publish(read.slice());
        } else {
            publish(List.of(read));
        }
    }

    /** Slices that become visible only together. */
    void publishTogether(Collection<ReadSlice> read) {
        read.stream().filter(ReadSlice::isPublished).forEach(slice -> sink.clean(slice.slice()));
        publish(read.stream().filter(slice -> !slice.isPublished()).toList());
    }

    /** Another execution may have read it. */
    private void recall(ReadSlice read) {
        SliceWriter.recall(sink, read.slice(), read.step().getExecutionContext());
    }

    private void publish(List<ReadSlice> read) {
        read.forEach(this::recall);
        Map<Slice, ReadSlice> bySlice = new LinkedHashMap<>();
        read.forEach(slice -> bySlice.put(slice.slice(), slice));
        Map<Slice, SliceExport> published = new TransactionTemplate(batch.transactionManager()).execute(status -> {
            Map<Slice, SliceExport> exports = new LinkedHashMap<>();
            visible(bySlice.keySet())
                    .forEach((slice, export) ->
                            exports.put(slice, record(Objects.requireNonNull(bySlice.get(slice)), export)));
            return exports;
        });
        CrashPoint.SLICE_RECORDED.reached();
        published.forEach((slice, export) -> {
            sink.clean(slice);
            work.tally().exported(slice, export);
        });
    }

    private Map<Slice, SliceExport> visible(Collection<Slice> slices) {
        if (sink.isPublishedTogether()) {
            return sink.publishAll(slices);
        }
        Map<Slice, SliceExport> exports = new LinkedHashMap<>();
        slices.forEach(slice -> exports.put(slice, publish(slice)));
        return exports;
    }

    private SliceExport publish(Slice slice) {
        try {
            return sink.publish(slice);
        } catch (ForeignFile e) {
            if (!ledger.hasFileOf(slice)) {
                throw e;
            }
            return sink.publishAnew(slice);
        }
    }

    /** What the ledger has of it from now on. */
    private SliceExport record(ReadSlice read, SliceExport export) {
        PagePosition position = read.position(work.query());
        SliceExport known = export.withMoreOpen(position.withoutRow());
        known = known.withMoreOpen(Math.max(0, position.asOf().hiddenOpen() - known.openInvocations()));
        Instant readUntil =
                Planner.certainlyRead(read.planned(), position.asOf().time());
        Instant now = work.clients().time().now();
        ledger.record(new LedgerEntry(read.slice(), readUntil, position.pages(), known, now), runId);
        recorded.accept(read.slice(), known);
        SlicePartition.markPublished(read.step().getExecutionContext());
        batch.jobRepository().updateExecutionContext(read.step());
        return known;
    }
}
