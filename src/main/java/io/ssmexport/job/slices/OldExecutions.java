package io.ssmexport.job.slices;

import io.ssmexport.state.Runs;
import java.time.Duration;
import java.time.Instant;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;

/**
 * What Spring Batch keeps of runs that ended long ago, a row and a context per slice and execution. Runs and ledger stay.
 */
public final class OldExecutions {

    private static final Duration KEPT = Duration.ofDays(30);

    private final JobRepository jobRepository;
    private final Runs runs;

    public OldExecutions(JobRepository jobRepository, Runs runs) {
        this.jobRepository = jobRepository;
        this.runs = runs;
    }

    /** Removes them. */
    public void prune(Instant now) {
        for (long runId : runs.endedBefore(now.minus(KEPT))) {
            for (int batch = 0; batch < runs.batches(runId); batch++) {
                JobInstance instance = jobRepository.getJobInstance(ExportJob.NAME, ExportJob.parameters(runId, batch));
                if (instance != null) {
                    jobRepository.deleteJobInstance(instance);
                }
            }
            runs.forgetSlices(runId);
        }
    }
}
