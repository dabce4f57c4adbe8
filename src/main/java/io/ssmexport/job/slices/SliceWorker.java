package io.ssmexport.job.slices;

import io.ssmexport.failure.Cause;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.VolumeFull;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.SlicePages;
import io.ssmexport.state.PlannedSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private final SliceWork work;
    private final Publishing publishing;
    private final BatchInfrastructure batch;
    private final Executor requests;
    private final BooleanSupplier isTakenOver;

    /**
     * Worker of a run.
     *
     * @param requests runs the calls for pages
     * @param isTakenOver whether a slice that failed is another process's now, which is why, and no failure of the slice
     */
    SliceWorker(
            SliceWork work,
            Publishing publishing,
            BatchInfrastructure batch,
            Executor requests,
            BooleanSupplier isTakenOver) {
        this.isTakenOver = isTakenOver;
        this.work = work;
        this.publishing = publishing;
        this.batch = batch;
        this.requests = requests;
    }

    /** The slices of a plan by the names of their steps, in their order. */
    static Map<String, PlannedSlice> byStep(List<PlannedSlice> planned) {
        return planned.stream()
                .collect(Collectors.toMap(
                        slice -> stepName(slice.slice()), Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    /** Name of the step that reads a slice. */
    static String stepName(Slice slice) {
        return NAME + ":" + slice.name();
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** An error that no step caught would be looked at when all slices have ended. */
    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        try {
            read(execution);
        } catch (Error e) {
            work.gate().died(e);
            throw e;
        }
    }

    private void read(StepExecution execution) throws JobInterruptedException {
        if (!work.gate().isOpen()) {
            // Nothing is saved of those still waiting, so that a stop doesn't take longer the more there are.
            execution.setStatus(BatchStatus.STOPPED);
            return;
        }
        PlannedSlice planned = SlicePartition.planned(execution.getExecutionContext());
        SliceStep step = new SliceStep(execution.getStepName(), planned, reader(planned), work, publishing, batch);
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
            work.gate().close();
        }
        execution.getFailureExceptions().stream()
                .flatMap(thrown -> Stream.ofNullable(FatalError.in(thrown)))
                .findFirst()
                .ifPresent(work.gate()::died);
        // UNKNOWN is a failure of which Spring Batch couldn't save that it was one.
        if (execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.getFailureExceptions().stream()
                    .filter(PostgresProblem::isPassing)
                    .findFirst()
                    .ifPresentOrElse(
                            passing -> work.gate().interrupted(planned.slice(), passing),
                            () -> failed(planned.slice(), execution.getFailureExceptions()));
        }
    }

    private void failed(Slice slice, List<Throwable> failures) {
        if (!isTakenOver.getAsBoolean()) {
            work.tally().failed(slice, problem(slice, failures));
        }
    }

    private CommandPageReader reader(PlannedSlice planned) {
        SlicePages pages = new SlicePages(
                work.clients(),
                work.query(),
                planned.slice(),
                planned.readUntil(),
                pagesAhead(),
                requests,
                work.gate().stop());
        return new CommandPageReader(pages, work.query());
    }

    /** Half a chunk: the chain of pages goes on while a chunk is flattened, written and committed. */
    private int pagesAhead() {
        return Math.max(1, work.pagesPerCommit() / 2);
    }

    private Problem problem(Slice slice, List<Throwable> failures) {
        for (Throwable failure : failures) {
            for (@Nullable Throwable cause = failure; cause != null; cause = PostgresProblem.causeOf(cause)) {
                if (cause instanceof VolumeFull volume) {
                    return work.gate().full(volume);
                }
                if (cause instanceof Failure told) {
                    LOG.debug("slice failed", failure);
                    return told.problem();
                }
            }
        }
        if (PostgresProblem.isOne(failures.get(0))) {
            LOG.debug("slice failed", failures.get(0));
            return PostgresProblem.of(failures.get(0)).at(slice.place());
        }
        LOG.debug("slice failed", failures.get(0));
        return Problem.of("unexpected " + Cause.root(failures.get(0)))
                .at(slice.place())
                .withRemedy("run again with --verbose and report it");
    }
}
