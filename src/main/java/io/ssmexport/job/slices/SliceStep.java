package io.ssmexport.job.slices;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.CommandPage;
import io.ssmexport.ssm.PagePosition;
import io.ssmexport.ssm.TokenRefusedException;
import io.ssmexport.state.PlannedSlice;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads one slice, chunk by chunk, and then publishes it. Publishing is a transaction of its own, after the last page is
 * committed and before the step completes, so that a kill in the middle of it asks for no page again.
 *
 * <p>A step that was stopped before its last page must not complete: Spring Batch would never start it again.
 */
final class SliceStep extends ChunkOrientedStep<CommandPage, RowPage> {

    /** A token that is refused this often in one execution is not going to live long enough. */
    private static final int MOST_RESTARTS = 3;

    private final ExportJob job;
    private final PlannedSlice planned;
    private final CommandPageReader reader;

    SliceStep(String name, ExportJob job, PlannedSlice planned, CommandPageReader reader) {
        super(
                name,
                job.options().pagesPerCommit(),
                reader,
                new SliceWriter(job.sink(), planned.slice(), job.figures()),
                job.jobRepository());
        this.job = job;
        this.planned = planned;
        this.reader = reader;
        setItemProcessor(new PageFlattener(planned, job.query(), job.printed(), job.figures(), job.progress()));
        setTransactionManager(job.transactionManager());
    }

    private Slice slice() {
        return planned.slice();
    }

    @Override
    protected void open(ExecutionContext position) throws Exception {
        super.open(position);
        if (!SlicePartition.isPublished(position)
                && !job.sink().resume(slice(), reader.position().pages())) {
            restart("what was staged of it is gone or damaged");
        }
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        if (SlicePartition.isPublished(execution.getExecutionContext())) {
            job.sink().clean(slice());
            return;
        }
        readPages(execution);
        if (!reader.position().done()) {
            execution.setTerminateOnly();
            return;
        }
        job.figures().resumeAt(reader.position().resumeToken());
        publish(execution);
    }

    /** What one slice learns of its source in its turn, those whose turn comes after it know. */
    private void readPages(StepExecution execution) throws Exception {
        Source source = Source.of(slice());
        Semaphore reading = job.reading();
        reading.acquire();
        try {
            job.refusals().check(source);
            for (int restarts = 0; !readToEnd(execution, restarts); restarts++) {
                restart("the service no longer takes the token of page "
                        + (reader.position().pages() + 1));
            }
        } catch (Exception e) {
            job.refusals().learn(source, e);
            throw e;
        } finally {
            reading.release();
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
        job.progress().note("[" + slice() + "] starts again at its first page: " + reason);
        job.sink().restart(slice());
        reader.restart();
    }

    private void publish(StepExecution execution) {
        @Nullable String doubt = reader.doubt();
        if (doubt != null) {
            job.doubted(slice(), doubt);
        }
        PagePosition position = reader.position();
        SliceExport export = new TransactionTemplate(job.transactionManager()).execute(status -> {
            SliceExport published = job.sink().publish(slice()).withMoreOpen(position.withoutRow());
            if (!job.sink().isPublishedTogether()) {
                published = job.record(planned, position, published);
                SlicePartition.markPublished(execution.getExecutionContext());
                job.jobRepository().updateExecutionContext(execution);
            }
            return published;
        });
        if (!job.sink().isPublishedTogether()) {
            CrashPoint.SLICE_RECORDED.reached();
            job.sink().clean(slice());
            job.exported(slice(), export);
        }
    }
}
