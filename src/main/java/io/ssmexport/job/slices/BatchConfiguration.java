package io.ssmexport.job.slices;

import io.ssmexport.state.StateDatabase;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Spring Batch on the state database: the JDBC job repository, with the transaction manager that the chunks use too.
 * Spring Batch's default is a repository without resources, which remembers nothing.
 */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration extends JdbcDefaultBatchConfiguration {

    /**
     * Spring Batch on a state.
     *
     * @param threads that work on slices
     */
    static AnnotationConfigApplicationContext on(StateDatabase state, int threads) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean("dataSource", DataSource.class, state::dataSource, bean -> bean.setDestroyMethodName(""));
        context.registerBean("transactionManager", PlatformTransactionManager.class, state::transactionManager);
        context.registerBean(SliceThreads.class, () -> new SliceThreads(threads));
        context.register(BatchConfiguration.class);
        context.refresh();
        return context;
    }

    /** Threads that work on slices; how many is a bean too. */
    @Bean
    ThreadPoolTaskExecutor sliceExecutor(SliceThreads threads) {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(threads.count());
        executor.setThreadNamePrefix("slice-");
        executor.setDaemon(true);
        return executor;
    }

    @Bean
    BatchInfrastructure batchInfrastructure(
            JobRepository jobRepository,
            JobOperator jobOperator,
            PlatformTransactionManager transactionManager,
            ThreadPoolTaskExecutor sliceExecutor) {
        return new BatchInfrastructure(jobRepository, jobOperator, transactionManager, sliceExecutor);
    }

    /** The job's lock is ours, so that nobody can come between check and insert; stricter levels fail in Postgres. */
    @Override
    protected Isolation getIsolationLevelForCreate() {
        return Isolation.READ_COMMITTED;
    }

    /** How many slices are worked on at the same time. */
    record SliceThreads(int count) {}
}
