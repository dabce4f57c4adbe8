package io.ssmexport.job.slices;

import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** What Spring Batch brings to a run. */
record BatchInfrastructure(
        JobRepository jobRepository,
        JobOperator jobOperator,
        PlatformTransactionManager transactionManager,
        TaskExecutor taskExecutor) {}
