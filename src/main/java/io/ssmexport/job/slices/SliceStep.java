package io.ssmexport.job.slices;

import io.ssmexport.failure.Problem;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.CommandPage;
import io.ssmexport.ssm.TokenRefusedException;
import io.ssmexport.state.PlannedSlice;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Reads one slice, chunk by chunk, and then publishes it, after the last page is committed and before the step completes.
 *
 * <p>A step that was stopped before its last page must not complete: Spring Batch would never start it again.
 */
final class SliceStep extends ChunkOrientedStep<CommandPage, RowPage> {

    /** A token that is refused this often in one execution is not going to live long enough. */
    private static final int MOST_RESTARTS = 3;

    private final PlannedSlice planned;
    private final CommandPageReader reader;
    private final Sink sink;
    private final Gate gate;
    private final Tally tally;
    private final Publishing publishing;

    SliceStep(
            String name,
            PlannedSlice planned,
            CommandPageReader reader,
            SliceWork work,
            Publishing publishing,
            BatchInfrastructure batch) {
        super(
                name,
                work.pagesPerCommit(),
                reader,
                new SliceWriter(work.sink(), planned.slice(), work.tally()),
                batch.jobRepository());
        this.planned = planned;
        this.reader = reader;
        this.sink = work.sink();
        this.gate = work.gate();
        this.tally = work.tally();
        this.publishing = publishing;
        setItemProcessor(new PageFlattener(planned, work.query(), work.printed(), work.tally()));
        setTransactionManager(batch.transactionManager());
    }

    private Slice slice() {
        return planned.slice();
    }

    @Override
    protected void open(ExecutionContext position) throws Exception {
        super.open(position);
        if (!SlicePartition.isPublished(position)
                && !sink.resume(slice(), reader.position().pages())) {
            restart("what was staged of it is gone or damaged");
        }
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        if (SlicePartition.isPublished(execution.getExecutionContext())) {
            sink.clean(slice());
            return;
        }
        gate.pass(Source.of(slice()), () -> readPages(execution));
        if (!reader.position().done()) {
            execution.setTerminateOnly();
            return;
        }
        tally.resumeAt(reader.position().resumeToken());
        @Nullable Problem doubt = reader.doubt();
        if (doubt != null) {
            tally.doubted(slice(), doubt);
        }
        publishing.publish(new Publishing.ReadSlice(planned, execution));
    }

    private void readPages(StepExecution execution) throws Exception {
        for (int restarts = 0; !readToEnd(execution, restarts); restarts++) {
            restart("the service no longer takes the token of page "
                    + (reader.position().pages() + 1));
        }
    }

    /** False if the token was refused, so that the slice has to be read from its first page. */
    private boolean readToEnd(StepExecution execution, int restarts) throws Exception {
        try {
            super.doExecute(execution);
            return true;
        } catch (FatalStepExecutionException e) {
            if (e.getCause() instanceof TokenRefusedException && restarts < MOST_RESTARTS) {
                return false;
            }
            throw e;
        }
    }

    private void restart(String reason) {
        tally.note("[" + slice() + "] starts again at its first page: " + reason);
        sink.restart(slice());
        reader.restart();
    }
}
