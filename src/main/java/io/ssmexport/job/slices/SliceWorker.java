package io.ssmexport.job.slices;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.ssm.SlicePages;
import io.ssmexport.state.PlannedSlice;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** Worker of the partitioned step: does each partition with a {@link SliceStep} of its own. */
final class SliceWorker implements Step {

    static final String NAME = "slice";

    private static final Logger LOG = LoggerFactory.getLogger(SliceWorker.class);

    private final ExportJob job;
    private final Executor requests;

    SliceWorker(ExportJob job, Executor requests) {
        this.job = job;
        this.requests = requests;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        if (job.stop().isRequested() || job.isAbandoned()) {
            // Nothing is saved of those still waiting, so that a stop doesn't take longer the more there are.
            execution.setStatus(BatchStatus.STOPPED);
            return;
        }
        PlannedSlice planned = SlicePartition.planned(execution.getExecutionContext());
        SliceStep step = new SliceStep(execution.getStepName(), job, planned, reader(planned));
        try {
            step.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        try {
            step.execute(execution);
        } catch (RuntimeException | Error e) {
            // The step doesn't throw what happens in it, only that its state can't be saved.
            execution.setStatus(BatchStatus.FAILED);
            execution.addFailureException(e);
            job.abandon();
        }
        execution.getFailureExceptions().stream()
                .flatMap(thrown -> Stream.ofNullable(FatalError.in(thrown)))
                .findFirst()
                .ifPresent(job::died);
        // UNKNOWN is a failure of which Spring Batch couldn't save that it was one.
        if (execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.getFailureExceptions().stream()
                    .filter(PostgresProblem::isPassing)
                    .findFirst()
                    .ifPresentOrElse(
                            passing -> job.interrupted(planned.slice(), passing),
                            () -> job.failed(planned.slice(), reason(execution.getFailureExceptions())));
        }
    }

    private CommandPageReader reader(PlannedSlice planned) {
        SlicePages pages = new SlicePages(
                job.clients(), job.query(), planned.slice(), planned.readUntil(), pagesAhead(), requests, job.stop());
        return new CommandPageReader(pages, job.query());
    }

    /** Half a chunk: the chain of pages goes on while a chunk is flattened, written and committed. */
    private int pagesAhead() {
        return Math.max(1, job.options().pagesPerCommit() / 2);
    }

    private static String reason(List<Throwable> failures) {
        for (Throwable failure : failures) {
            for (@Nullable Throwable cause = failure; cause != null; cause = PostgresProblem.causeOf(cause)) {
                if (cause instanceof Failure told) {
                    LOG.debug("slice failed", failure);
                    return String.valueOf(told.getMessage());
                }
            }
        }
        if (PostgresProblem.isOne(failures.get(0))) {
            LOG.debug("slice failed", failures.get(0));
            return PostgresProblem.text(failures.get(0));
        }
        Throwable root = failures.get(0);
        while (root.getCause() != null) {
            root = root.getCause();
        }
        LOG.debug("slice failed", failures.get(0));
        return "unexpected " + root + "; run again with --verbose and report it";
    }
}
