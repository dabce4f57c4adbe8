package io.ssmexport.job.slices;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.slice.Slice;
import io.ssmexport.state.HandedOut;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.PlannedSlice;
import io.ssmexport.state.Runs;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.wire.AnswersAhead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The Spring Batch job of one run: a partitioned step over its slices, in one job execution per batch of them. Doing the
 * same run again restarts what failed or was stopped and leaves alone what completed.
 */
public final class ExportJob {

    /** How long Spring Batch's part of a run that ended is kept; runs and ledger stay. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final SliceWork work;
    private final StateDatabase state;
    private final Runs runs;
    private final Ledger ledger;
    private final long runId;
    private final @Nullable Handout handout;

    /**
     * Job of a run that {@code runs} has.
     *
     * @param handout to workers, or null if this process reads the slices
     */
    public ExportJob(
            SliceWork work, StateDatabase state, Runs runs, Ledger ledger, long runId, @Nullable Handout handout) {
        this.handout = handout;
        this.work = work;
        this.state = state;
        this.runs = runs;
        this.ledger = ledger;
        this.runId = runId;
    }

    /**
     * Does what is left of the run. It is over then, unless a stop was requested, or slices failed while others were read:
     * then the next process goes on with it.
     *
     * @param threads that work on slices, each with a connection at a time
     * @return the slices that failed
     * @throws Failure of kind INCOMPLETE if Postgres interrupted a slice, which may go on in a moment
     */
    public Set<Slice> execute(int threads) {
        try (var context = BatchConfiguration.on(state, threads)) {
            BatchInfrastructure batch = context.getBean(BatchInfrastructure.class);
            executeBatches(batch);
            Tally tally = work.tally();
            boolean worthResuming = !tally.failed().isEmpty() && tally.hasPages();
            if (!work.gate().stop().isRequested() && !worthResuming) {
                end(tally.isComplete() ? "complete" : "incomplete");
                forgetOldExecutions(batch);
            }
            return tally.failed();
        } catch (JobExecutionException e) {
            if (PostgresProblem.isPassing(e)) {
                throw PostgresProblem.failure(INCOMPLETE, "state", e);
            }
            end("given up");
            work.tally().note("run " + runId + " can't be resumed (" + e.getMessage() + "); planning anew");
            return Set.of();
        }
    }

    /** A run that lost its lock to another changes nothing of what that one goes by. */
    private void end(String outcome) {
        new TransactionTemplate(state.transactionManager()).executeWithoutResult(status -> {
            Instant now = now();
            runs.end(runId, now, outcome);
            if (outcome.equals("complete") && work.tally().isSuccess()) {
                runs.succeeded(now);
            }
        });
    }

    private Instant now() {
        return work.clients().time().now();
    }

    private void forgetOldExecutions(BatchInfrastructure batch) {
        for (long old : runs.endedBefore(now().minus(KEPT))) {
            for (int number = 0; number < runs.batches(old); number++) {
                new Executions(batch, old, number).delete();
            }
            runs.forgetSlices(old);
        }
    }

    private void executeBatches(BatchInfrastructure batch) throws JobExecutionException {
        ExecutorService requests = AnswersAhead.threads("page");
        try {
            Publishing publishing = new Publishing(work, ledger, runId, batch);
            SliceWorker worker = new SliceWorker(work, publishing, batch, requests, () -> false);
            int batches = runs.batches(runId);
            for (int number = 0; number < batches && work.gate().isOpen(); number++) {
                List<PlannedSlice> planned = runs.slices(runId, number);
                Executions executions = new Executions(batch, runId, number);
                read(planned, executions, handler(planned, worker, batch));
                if (work.sink().isPublishedTogether()) {
                    publishing.publishTogether(completed(planned, executions));
                }
            }
        } finally {
            requests.shutdownNow();
        }
    }

    private void read(List<PlannedSlice> planned, Executions executions, PartitionHandler handler)
            throws JobExecutionException {
        JobExecution last = executions.last();
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            return;
        }
        work.tally().planned(planned.size() - completed(planned, executions).size());
        if (last != null) {
            tellMeanwhile(last, planned);
            executions.recover(last);
            runs.orderByNumber(last.getJobInstance().getId());
        }
        requireTold(executions.start(planned, handler));
    }

    private PartitionHandler handler(List<PlannedSlice> planned, SliceWorker worker, BatchInfrastructure batch) {
        return handout == null
                ? new FairPartitionHandler(planned, worker, batch.taskExecutor())
                : new RemotePartitionHandler(planned, handout, work, batch.jobRepository());
    }

    /** What workers have done since the run that handed it out died. */
    private void tellMeanwhile(JobExecution last, List<PlannedSlice> planned) {
        if (handout == null) {
            return;
        }
        Map<String, PlannedSlice> plan = SliceWorker.byStep(planned);
        for (HandedOut.Line line : handout.slices().lines(last.getId())) {
            PlannedSlice slice = plan.get(line.name());
            if (slice != null && line.outcome() != null && line.status().equals(BatchStatus.COMPLETED.name())) {
                SliceOutcome outcome = SliceOutcome.parse(line.outcome());
                work.tally().pages(outcome.pages());
                handout.count(line.step(), slice.slice(), outcome, work.tally());
            }
        }
    }

    /** The slices that some execution read to their end, in the order of the plan. */
    private List<Publishing.ReadSlice> completed(List<PlannedSlice> planned, Executions executions) {
        Map<String, StepExecution> steps = executions.completedSteps();
        List<Publishing.ReadSlice> completed = planned.stream()
                .flatMap(slice -> Stream.ofNullable(steps.get(SliceWorker.stepName(slice.slice())))
                        .map(step -> new Publishing.ReadSlice(slice, step)))
                .toList();
        completed.forEach(
                slice -> work.tally().resumeAt(slice.position(work.query()).resumeToken()));
        return completed;
    }

    /** Also where it was not in a slice that something happened, but between them, as while Spring Batch saved one. */
    private void requireTold(JobExecution ended) {
        ended.getAllFailureExceptions().forEach(FatalError::rethrow);
        work.gate().requireWhole();
        boolean told = !work.tally().failed().isEmpty();
        for (Throwable failure : ended.getAllFailureExceptions()) {
            if (PostgresProblem.isPassing(failure) || (!told && PostgresProblem.isOne(failure))) {
                throw PostgresProblem.failure(INCOMPLETE, "state", failure);
            }
        }
        if (ended.getStatus() != BatchStatus.COMPLETED
                && !told
                && !work.gate().stop().isRequested()) {
            throw ended.getAllFailureExceptions().stream()
                    .findFirst()
                    .map(IllegalStateException::new)
                    .orElseGet(() -> new IllegalStateException("the job is " + ended.getStatus()));
        }
    }
}
