package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobLockTest {

    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    private PostgresDatabase database;

    @BeforeEach
    void open() {
        database = warehouse.open();
        StateDatabase.MIGRATIONS.apply(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void guard(JobLock lock) throws SQLException {
        try (Connection transaction = warehouse.connect()) {
            transaction.setAutoCommit(false);
            lock.guard(transaction);
            transaction.commit();
        }
    }

    private void cut() throws SQLException {
        warehouse.execute(
                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 1");
        while (!warehouse
                .value("select count(*) from pg_locks where locktype = 'advisory' and objsubid = 1")
                .equals("0")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoHoldsItCommitsAndNobodyElseGetsIt() throws SQLException {
        try (JobLock lock = JobLock.take(database, "job", NOW)) {
            guard(lock);
            assertThatThrownBy(() -> JobLock.take(database, "job", NOW))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("another run of this job is going on: process "
                            + ProcessHandle.current().pid() + " on ");
            try (JobLock another = JobLock.take(database, "another", NOW)) {
                guard(another);
            }
        }
        try (JobLock next = JobLock.take(database, "job", NOW)) {
            guard(next);
        }
    }

    @Test
    void whoseSessionWasCutCommitsNothingUntilItHasTakenItAnew() throws SQLException {
        try (JobLock cut = JobLock.take(database, "job", NOW)) {
            cut();
            try (JobLock another = JobLock.take(database, "another", NOW)) {
                guard(another);
                assertThatThrownBy(() -> guard(cut))
                        .isInstanceOf(SQLException.class)
                        .hasMessage("the connection that held the lock of job job was cut");
            }
        }
    }

    @Test
    void afterATakeoverTheNewHolderCommitsAndTheOldOneIsTold() throws SQLException {
        try (JobLock robbed = JobLock.take(database, "job", NOW)) {
            cut();
            try (JobLock robber = JobLock.take(database, "job", NOW.plusSeconds(1))) {
                guard(robber);
                assertThatThrownBy(() -> guard(robbed))
                        .isInstanceOfSatisfying(
                                Failure.class, told -> assertThat(told.kind()).isEqualTo(Failure.Kind.BUSY))
                        .hasMessageStartingWith(
                                "this run lost its lock of job job with the connection that held it, and" + " process "
                                        + ProcessHandle.current().pid());
            }
            assertThatThrownBy(() -> guard(robbed)).isInstanceOf(Failure.class);
        }
    }

    /** As when somebody emptied the table by hand. */
    @Test
    void whoIsNoLongerInTheTableCommitsNothing() throws SQLException {
        try (JobLock lock = JobLock.take(database, "job", NOW)) {
            warehouse.execute("delete from ssm_export.job_lock");
            assertThatThrownBy(() -> guard(lock))
                    .isInstanceOf(Failure.class)
                    .hasMessage("this run lost its lock of job job with the connection that held it, and nobody has"
                            + " taken over; nothing more is written here");
        }
    }
}
