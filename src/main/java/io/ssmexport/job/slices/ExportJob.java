package io.ssmexport.job.slices;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.failure.LastResort;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.Planner;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.PagePosition;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.ssm.StopSignal;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.PlannedSlice;
import io.ssmexport.state.Runs;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The Spring Batch job of one run: a partitioned step over its slices, in one job execution per batch of them. Doing the
 * same run again restarts what failed or was stopped and leaves alone what completed.
 */
public final class ExportJob {

    static final String NAME = "export";

    /** Merges take turns; with more of them waiting, reading is no longer what takes long. */
    private static final int MOST_MERGED = 4;

    private final ExportOptions options;
    private final Sink sink;
    private final Ledger ledger;
    private final Runs runs;
    private final SsmClients clients;
    private final InvocationQuery query;
    private final PrintedText printed;
    private final StopSignal stop;
    private final Progress progress;
    private final RunFigures figures;
    private final BatchInfrastructure infrastructure;
    private final long runId;
    private final Runnable recorded;
    private final Semaphore reading;
    private final Refusals refusals = new Refusals();
    private final Map<Slice, String> failures = new ConcurrentHashMap<>();
    private final Map<Slice, String> doubts = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Failure> interruption = new AtomicReference<>();
    private final AtomicReference<@Nullable Error> died = new AtomicReference<>();
    private volatile boolean abandoned;

    public ExportJob(
            ExportOptions options,
            Sink sink,
            Ledger ledger,
            Runs runs,
            SsmClients clients,
            InvocationQuery query,
            PrintedText printed,
            StopSignal stop,
            Progress progress,
            RunFigures figures,
            BatchInfrastructure infrastructure,
            long runId,
            Runnable recorded) {
        this.options = options;
        this.sink = sink;
        this.ledger = ledger;
        this.runs = runs;
        this.clients = clients;
        this.query = query;
        this.printed = printed;
        this.stop = stop;
        this.progress = progress;
        this.figures = figures;
        this.infrastructure = infrastructure;
        this.runId = runId;
        this.recorded = recorded;
        this.reading = new Semaphore(options.parallel(), true);
    }

    /**
     * Threads that work on slices, each with a connection at a time. For files more than read, so that others are read
     * while those that ended together are merged; rows in Postgres need no merging.
     */
    public static int threads(ExportOptions options) {
        return PostgresAddress.isOne(options.into())
                ? options.parallel()
                : options.parallel() + Math.min(options.parallel(), MOST_MERGED);
    }

    /**
     * Does what is left of the run.
     *
     * @return the slices that failed, with the reason
     * @throws Failure of kind INCOMPLETE if Postgres interrupted a slice, which may go on in a moment
     */
    public Map<Slice, String> execute() throws JobExecutionException {
        ExecutorService requests = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "page");
            thread.setDaemon(true);
            return thread;
        });
        try {
            int batches = runs.batches(runId);
            for (int batch = 0; batch < batches && !stop.isRequested(); batch++) {
                execute(batch, requests);
            }
            return failures;
        } finally {
            requests.shutdownNow();
        }
    }

    private void execute(int batch, ExecutorService requests) throws JobExecutionException {
        List<PlannedSlice> planned = runs.slices(runId, batch);
        JobParameters parameters = parameters(runId, batch);
        JobExecution last = last(parameters);
        if (last == null || last.getStatus() != BatchStatus.COMPLETED) {
            progress.planned(planned.size() - completed(parameters).size());
            if (last != null) {
                // The lock is ours, so whatever looks as if it were running is not.
                failUnknown(last);
                operator().recover(last);
                runs.orderByNumber(last.getJobInstance().getId());
            }
            requireTold(operator().start(job(planned, requests), parameters));
        }
        if (sink.isPublishedTogether()) {
            publishTogether(planned, completed(parameters));
        }
    }

    /** Also where it was not in a slice that something happened, but between them, as while Spring Batch saved one. */
    private void requireTold(JobExecution ended) {
        @Nullable Error error = died.get();
        if (error != null) {
            throw error;
        }
        @Nullable Failure interrupted = interruption.get();
        if (interrupted != null) {
            throw interrupted;
        }
        for (Throwable failure : ended.getAllFailureExceptions()) {
            if (PostgresProblem.isPassing(failure) || (failures.isEmpty() && PostgresProblem.isOne(failure))) {
                throw PostgresProblem.failure(INCOMPLETE, "state", failure);
            }
        }
        if (ended.getStatus() != BatchStatus.COMPLETED && failures.isEmpty() && !stop.isRequested()) {
            throw ended.getAllFailureExceptions().stream()
                    .findFirst()
                    .map(IllegalStateException::new)
                    .orElseGet(() -> new IllegalStateException("the job is " + ended.getStatus()));
        }
    }

    /**
     * Lets an execution be restarted of which Spring Batch could not save how it ended, or whether its last commit
     * arrived: the position that was saved with a commit is what counts.
     */
    private void failUnknown(JobExecution last) {
        for (StepExecution step : last.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                jobRepository().update(step);
            }
        }
        if (last.getStatus() == BatchStatus.UNKNOWN) {
            last.setStatus(BatchStatus.FAILED);
            jobRepository().update(last);
        }
    }

    /** What tells the job of one batch of a run from all others. */
    static JobParameters parameters(long runId, int batch) {
        return new JobParametersBuilder()
                .addLong("run", runId)
                .addLong("batch", (long) batch)
                .toJobParameters();
    }

    private Job job(List<PlannedSlice> planned, ExecutorService requests) {
        Step slices = new StepBuilder("slices", jobRepository())
                .partitioner(SliceWorker.NAME, new SlicePartitioner(planned))
                .partitionHandler(new FairPartitionHandler(
                        planned, new SliceWorker(this, requests), infrastructure.taskExecutor()))
                .build();
        return new JobBuilder(NAME, jobRepository()).start(slices).build();
    }

    /** Null if there was none yet. An instance that was saved when the process died before its execution was, goes. */
    private @Nullable JobExecution last(JobParameters parameters) {
        JobInstance instance = jobRepository().getJobInstance(NAME, parameters);
        if (instance == null) {
            return null;
        }
        JobExecution last = jobRepository().getLastJobExecution(instance);
        if (last == null) {
            jobRepository().deleteJobInstance(instance);
        }
        return last;
    }

    /** The steps that some execution of the job completed, by name. */
    private Map<String, StepExecution> completed(JobParameters parameters) {
        Map<String, StepExecution> steps = new HashMap<>();
        JobInstance instance = jobRepository().getJobInstance(NAME, parameters);
        if (instance != null) {
            for (JobExecution execution : jobRepository().getJobExecutions(instance)) {
                for (StepExecution step : execution.getStepExecutions()) {
                    if (step.getStatus() == BatchStatus.COMPLETED) {
                        steps.put(step.getStepName(), step);
                        figures.resumeAt(SavedPosition.of(step.getExecutionContext(), query)
                                .resumeToken());
                    }
                }
            }
        }
        return steps;
    }

    /** Those that an earlier execution of the run published have nothing staged any more. */
    private void publishTogether(List<PlannedSlice> planned, Map<String, StepExecution> completed) {
        Map<Slice, PlannedSlice> read = new LinkedHashMap<>();
        for (PlannedSlice slice : planned) {
            @Nullable StepExecution step = completed.get(stepName(slice.slice()));
            if (step != null && SlicePartition.isPublished(step.getExecutionContext())) {
                sink.clean(slice.slice());
            } else if (step != null) {
                read.put(slice.slice(), slice);
            }
        }
        Map<Slice, SliceExport> exports = new TransactionTemplate(transactionManager()).execute(status -> {
            Map<Slice, SliceExport> published = new LinkedHashMap<>();
            sink.publishAll(read.keySet()).forEach((slice, export) -> {
                StepExecution step = Objects.requireNonNull(completed.get(stepName(slice)));
                ExecutionContext saved = step.getExecutionContext();
                SlicePartition.markPublished(saved);
                jobRepository().updateExecutionContext(step);
                PagePosition position = SavedPosition.of(saved, query);
                published.put(
                        slice,
                        record(
                                Objects.requireNonNull(read.get(slice)),
                                position,
                                export.withMoreOpen(position.withoutRow())));
            });
            return published;
        });
        exports.forEach((slice, export) -> {
            sink.clean(slice);
            exported(slice, export);
        });
    }

    static String stepName(Slice slice) {
        return SliceWorker.NAME + ":" + slice.name();
    }

    /**
     * Puts a published slice into the ledger, as part of the caller's transaction.
     *
     * @return what the ledger has of it
     */
    SliceExport record(PlannedSlice planned, PagePosition position, SliceExport export) {
        SliceExport known = export.withMoreOpen(Math.max(0, position.asOf().hiddenOpen() - export.openInvocations()));
        Instant read = Planner.certainlyRead(planned, position.asOf().time());
        ledger.record(
                new LedgerEntry(
                        planned.slice(),
                        read,
                        position.pages(),
                        known,
                        clients.time().now()),
                runId);
        return known;
    }

    void exported(Slice slice, SliceExport export) {
        figures.exported(slice, export);
        @Nullable String doubt = doubts.get(slice);
        if (doubt != null) {
            figures.failed(slice, doubt);
        }
        progress.exported(slice, export);
        recorded.run();
    }

    void failed(Slice slice, String reason) {
        failures.put(slice, reason);
        figures.failed(slice, reason);
        progress.failed(slice, reason);
    }

    /** Says that a slice which is about to be exported has to be read again, and why. */
    void doubted(Slice slice, String reason) {
        doubts.put(slice, reason);
    }

    /** Whether {@link #doubted} was said of a slice. */
    public boolean isDoubted() {
        return !doubts.isEmpty();
    }

    /** Starts no more slices: the run has to be begun again once Postgres is there. */
    void interrupted(Slice slice, Throwable passing) {
        interruption.compareAndSet(null, PostgresProblem.failure(INCOMPLETE, slice.toString(), passing));
        abandon();
    }

    /** Ends the run soon, and the process if that takes too long, because of an error of the Java machine. */
    void died(Error error) {
        died.compareAndSet(null, error);
        stop.request();
        LastResort.endWithin(LastResort.DEADLINE, FatalError.text(error), FatalError.EXIT_CODE);
    }

    /** Starts no more slices, because the state of none can be saved. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    ExportOptions options() {
        return options;
    }

    Sink sink() {
        return sink;
    }

    Ledger ledger() {
        return ledger;
    }

    SsmClients clients() {
        return clients;
    }

    InvocationQuery query() {
        return query;
    }

    PrintedText printed() {
        return printed;
    }

    StopSignal stop() {
        return stop;
    }

    Progress progress() {
        return progress;
    }

    RunFigures figures() {
        return figures;
    }

    Refusals refusals() {
        return refusals;
    }

    Semaphore reading() {
        return reading;
    }

    long runId() {
        return runId;
    }

    JobRepository jobRepository() {
        return infrastructure.jobRepository();
    }

    PlatformTransactionManager transactionManager() {
        return infrastructure.transactionManager();
    }

    private JobOperator operator() {
        return infrastructure.jobOperator();
    }
}
