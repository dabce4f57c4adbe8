package io.ssmexport.job.slices;

import io.ssmexport.state.PlannedSlice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;

/** What Spring Batch keeps of one batch of a run: a job instance, and an execution for each time that it was begun. */
final class Executions {

    private static final String NAME = "export";

    private final BatchInfrastructure batch;
    private final JobRepository repository;
    private final JobParameters parameters;

    Executions(BatchInfrastructure batch, long runId, int number) {
        this.batch = batch;
        this.repository = batch.jobRepository();
        this.parameters = new JobParametersBuilder()
                .addLong("run", runId)
                .addLong("batch", (long) number)
                .toJobParameters();
    }

    private @Nullable JobInstance instance() {
        return repository.getJobInstance(NAME, parameters);
    }

    /** Null if there was none yet. An instance that was saved when the process died before its execution was, goes. */
    @Nullable
    JobExecution last() {
        JobInstance instance = instance();
        if (instance == null) {
            return null;
        }
        JobExecution last = repository.getLastJobExecution(instance);
        if (last == null) {
            repository.deleteJobInstance(instance);
        }
        return last;
    }

    /** Lets one be started again after it ended in whatever way; the lock is ours, so what seems to be running is not. */
    void recover(JobExecution last) {
        failUnknown(last);
        batch.jobOperator().recover(last);
    }

    /**
     * Lets an execution be restarted of which Spring Batch could not save how it ended, or whether its last commit
     * arrived: the position that was saved with a commit is what counts.
     */
    private void failUnknown(JobExecution last) {
        for (StepExecution step : last.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                repository.update(step);
            }
        }
        if (last.getStatus() == BatchStatus.UNKNOWN) {
            last.setStatus(BatchStatus.FAILED);
            repository.update(last);
        }
    }

    /** A partitioned step over the slices, each a partition with a step of its own. */
    JobExecution start(List<PlannedSlice> planned, PartitionHandler handler) throws JobExecutionException {
        Step slices = new StepBuilder("slices", repository)
                .partitioner(SliceWorker.NAME, new SlicePartitioner(planned))
                .partitionHandler(handler)
                .build();
        return batch.jobOperator()
                .start(new JobBuilder(NAME, repository).start(slices).build(), parameters);
    }

    /** The steps that some execution completed, by name. */
    Map<String, StepExecution> completedSteps() {
        JobInstance instance = instance();
        List<JobExecution> all = instance == null ? List.of() : repository.getJobExecutions(instance);
        return all.stream()
                .flatMap(execution -> execution.getStepExecutions().stream())
                .filter(step -> step.getStatus() == BatchStatus.COMPLETED)
                .collect(Collectors.toMap(StepExecution::getStepName, step -> step, (earlier, later) -> later));
    }

    /** Forgets all of them, a row and a context per slice and execution. */
    void delete() {
        JobInstance instance = instance();
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
    }
}
