package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class SliceReadersTest {

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    private PostgresDatabase database;
    private JobLock lock;
    private SliceReaders one;
    private SliceReaders other;

    @BeforeEach
    void handOut() throws Exception {
        database = warehouse.open();
        lock = JobLock.take(database, "job", Clock.systemUTC().instant());
        one = new SliceReaders(database.dataSource(), "job", "one");
        other = new SliceReaders(database.dataSource(), "job", "other");
        warehouse.execute("insert into ssm_export.batch_job_instance values (1, 0, 'export', 'key');"
                + "insert into ssm_export.batch_job_execution values (1, 0, 1, now());"
                + "insert into ssm_export.batch_step_execution (step_execution_id, version, step_name, job_execution_id,"
                + " create_time, read_count) values (5, 0, 'slice:a', 1, now(), 0)");
    }

    @AfterEach
    void close() {
        lock.close();
        database.close();
    }

    private SliceReaders.Turn taken(SliceReaders readers) {
        return readers.take(lock.tenure().taken(), 5).orElseThrow();
    }

    private void commit(SliceReaders readers, SliceReaders.Turn turn) throws Exception {
        TransactionTemplate transaction =
                new TransactionTemplate(StateDatabase.of(database, readers).transactionManager());
        readers.within(turn, () -> {
            transaction.executeWithoutResult(status -> JdbcClient.create(database.dataSource())
                    .sql("update batch_step_execution set read_count = read_count + 1")
                    .update());
            return turn;
        });
    }

    /** Postgres ends no session in the middle of a COPY whose client says nothing more, whatever its limits are. */
    @Test
    void aSessionThatStandsStillInACopyAndHoldsOthersUpIsEnded() throws Exception {
        Map<String, String> variables = new HashMap<>(warehouse.variables());
        variables.put("PGOPTIONS", "-c idle_in_transaction_session_timeout=1s");
        ExecutorService another = Executors.newSingleThreadExecutor();
        try (PostgresDatabase same = PostgresDatabase.open(PostgresAddress.parse("postgres:", variables), "job", 3);
                Connection waiting = same.dataSource().getConnection()) {
            SliceReaders readers = new SliceReaders(same.dataSource(), "job", "third");
            Connection still = same.dataSource().getConnection();
            still.setAutoCommit(false);
            still.createStatement().execute("create temporary table t (a int); select pg_advisory_xact_lock(7)");
            CopyIn copy = still.unwrap(PGConnection.class).getCopyAPI().copyIn("copy t from stdin");
            await().pollDelay(Duration.ofMillis(1500)).until(() -> readers.endThoseThatStandStill() == 0);

            Future<Boolean> held =
                    another.submit(() -> waiting.createStatement().execute("select pg_advisory_xact_lock(7)"));
            await().until(() -> readers.endThoseThatStandStill() == 1);

            assertThat(held.get(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(copy::endCopy).isInstanceOf(SQLException.class);
        } finally {
            another.shutdownNow();
        }
    }

    @Test
    void whoeverTookASliceLastCommits() throws Exception {
        SliceReaders.Turn first = taken(one);
        commit(one, first);
        SliceReaders.Turn second = taken(other);
        assertThatThrownBy(() -> commit(one, first))
                .isInstanceOf(Failure.class)
                .hasMessage("other has taken over; nothing more of the slice is written here");
        assertThat(one.isMine(first)).isFalse();
        commit(other, second);
        assertThat(warehouse.value("select read_count from ssm_export.batch_step_execution"))
                .isEqualTo("2");
    }

    /** Its pages are in what it told: a run counts those that a reader left from the number at which the next one took over. */
    @Test
    void whatAReaderToldBeforeItDiedItDidNotLeaveAsWell() throws Exception {
        SliceReaders.Turn first = taken(one);
        commit(one, first);
        taken(other);
        assertThat(warehouse.value("select pages from ssm_export.slice_reader")).isEqualTo("1");

        SliceReaders.Turn third = taken(one);
        commit(one, third);
        one.report(third, "published");
        taken(other);
        assertThat(warehouse.value("select pages from ssm_export.slice_reader")).isEqualTo("1");
    }

    @Test
    void nobodyCommitsForARunThatLostTheJobsLock() throws Exception {
        SliceReaders.Turn turn = taken(one);
        lock.close();
        // Until somebody else has it, what was handed out is good.
        assertThatCode(() -> commit(one, turn)).doesNotThrowAnyException();
        JobLock next = JobLock.take(database, "job", Clock.systemUTC().instant());
        assertThatThrownBy(() -> commit(one, turn))
                .hasMessageStartingWith("the run that handed it out no longer has the lock");
        assertThat(one.take(turn.lock(), 5)).isEmpty();
        next.close();
    }

    @Test
    void readersWithoutACommitAreCounted() throws Exception {
        assertThat(taken(one).begun()).isOne();
        assertThat(taken(one).begun()).isEqualTo(2);
        SliceReaders.Turn third = taken(other);
        assertThat(third.begun()).isEqualTo(3);
        other.excuse(third);
        SliceReaders.Turn excused = taken(one);
        assertThat(excused.begun()).isEqualTo(3);
        commit(one, excused);
        assertThat(taken(other).begun()).isOne();
    }

    @Test
    void aJobThatNeverRanHasAMarkThatItKeeps() {
        SliceReaders unborn = new SliceReaders(database.dataSource(), "unborn", "one");
        String mark = unborn.mark();
        assertThat(mark).hasSizeGreaterThan(8).isEqualTo(unborn.mark());
        try (JobLock first = JobLock.take(database, "unborn", Clock.systemUTC().instant())) {
            assertThat(first.tenure().mark()).isEqualTo(mark);
        }
    }
}
