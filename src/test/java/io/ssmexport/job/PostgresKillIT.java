package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.state.JobLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes processes, connections and locks away from runs into Postgres and looks at the table. */
class PostgresKillIT {

    /** How often a run is killed at random moments; more with {@code -Dkills=100}. */
    private static final int KILLS = Integer.getInteger("kills", 2);

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    private final Faults faults = Faults.none();

    /** Four days, too old for a command that still runs. */
    private final Instant start = daysAgo(8);

    private final Instant end = daysAgo(4);
    private final String from = "--from=" + start;
    private final String until = "--until=" + end;
    private final String[] aDay = {from, "--until=" + daysAgo(7)};

    private Simulator simulator;

    @BeforeEach
    void serve() throws Exception {
        simulator =
                Simulator.start(new Simulation(900, 9, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static Instant daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private PostgresJob job(String... arguments) {
        return new PostgresJob(warehouse, simulator, directory, arguments);
    }

    private int asked() {
        return PostgresJob.asked(simulator).size();
    }

    @ParameterizedTest
    @CsvSource({
        "PAGE_READ:9, 4, ''",
        "ROWS_MERGED:5, 4, ''",
        "SLICE_RECORDED:1, 1, ''",
        "ROWS_MERGED:3, 4, --state=state",
        "PART_WRITTEN:3, 1, --state=state"
    })
    void aRunKilledAnywhereEndsWithTheRowsOfAnUninterruptedRun(String crash, int parallel, String state)
            throws Exception {
        PostgresJob job = job("--since=4d", "--parallel=" + parallel, state);
        assertThat(job.run("-Dssm-export.crash=" + crash)).isEqualTo(137);
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, daysAgo(4), Instant.MAX));
    }

    /** In steps of nine, beginning now with this and now with that: KillIT looks closer. */
    @Test
    void aRunKilledAtCommitsOfTheStateInTurnEndsWithTheRowsOfAnUninterruptedRun() throws Exception {
        PostgresJob job = job(from, until, "--parallel=1");
        int commits = 1 + new Random().nextInt(9);
        int code;
        do {
            code = job.run("-Dssm-export.crash=STATE_COMMITTED:" + commits);
            commits += 9;
        } while (code == 137);
        assertThat(code).as("after %d commits, told %s", commits, job.told()).isZero();
        assertThat(commits).isGreaterThan(10);
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aRunWhoseJobInstanceHasNoExecutionGoesOn() throws Exception {
        PostgresJob job = job(from, until, "--parallel=1");
        warehouse.execute(
                "create function ssm_export.fail() returns trigger language plpgsql as $$ begin raise 'disk full' using"
                        + " errcode = '53100'; end $$; create trigger fail before insert on"
                        + " ssm_export.batch_job_execution for each row execute function ssm_export.fail()");
        assertThat(job.run()).isEqualTo(3);
        assertThat(job.told()).noneMatch(line -> line.contains("unexpected"));
        warehouse.execute("drop trigger fail on ssm_export.batch_job_execution");
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aPartitionThatCanNotBeSavedIsToldAndTheNextRunGoesOn() throws Exception {
        PostgresJob job = job(from, until, "--parallel=1");
        warehouse.execute(
                "create function ssm_export.fail() returns trigger language plpgsql as $$ begin if new.step_name like"
                        + " 'slice:%' then raise 'disk full' using errcode = '53100'; end if; return new; end $$; create"
                        + " trigger fail before insert on ssm_export.batch_step_execution for each row execute function"
                        + " ssm_export.fail()");
        assertThat(job.run()).isEqualTo(3);
        assertThat(job.told()).anyMatch(line -> line.contains("Postgres: disk full; make room"));
        warehouse.execute("drop trigger fail on ssm_export.batch_step_execution");
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aStuckCommitDoesNotHoldASignalForEver() throws Exception {
        PostgresJob job = job(from, until, "--parallel=1");
        try (PostgresDatabase database = warehouse.open();
                Connection other = database.unpooled().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table ssm_export.batch_job_execution in exclusive mode");
            Process stuck = job.start("-Dssm-export.deadline=1");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !warehouse
                            .value("select count(*) from pg_locks where not granted")
                            .equals("0"));
            stuck.destroy();
            assertThat(stuck.waitFor()).isEqualTo(143);
        }
        assertThat(job.told()).last().asString().contains("commit that took longer than 1 s");
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--state=state"})
    void aRunKilledAtRandomMomentsAsksForNoCommittedPageAgain(String state) throws Exception {
        var truth = PostgresJob.truth(simulator, start, end);
        int undisturbed = undisturbedPages();
        int before = asked();
        faults.set("latency=20ms");
        PostgresJob job = job(from, until, state);
        long seed = Clock.systemUTC().millis();
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            startAndKill(job, random);
        }
        assertThat(job.run()).isZero();
        assertThat(job.rows()).as("seed %d", seed).isEqualTo(truth);
        // A kill loses at most what each slice had in its chunk, and the page that it had asked for ahead.
        assertThat(asked() - before)
                .as("seed %d", seed)
                .isLessThanOrEqualTo(undisturbed + KILLS * 4 * (PostgresJob.PAGES_PER_COMMIT + 1));
    }

    /** Requests for pages that the four days take without a kill, which changes with the day. */
    private int undisturbedPages() throws Exception {
        int before = asked();
        assertThat(job(from, until, "--into=csv:undisturbed", "--state=undisturbed-state")
                        .run())
                .isZero();
        return asked() - before;
    }

    private void startAndKill(PostgresJob job, Random random) throws Exception {
        int pages = asked() + random.nextInt(8);
        Process running = job.start();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !running.isAlive() || asked() >= pages);
        if (!running.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS)) {
            running.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKillInsideTheTransactionLeavesNothingOfTheChunk() throws Exception {
        PostgresJob job = job(from, until, "--parallel=1");
        assertThat(job.run("-Dssm-export.crash=ROWS_MERGED:1")).isEqualTo(137);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> warehouse
                        .value("select count(*) from pg_stat_activity where application_name like 'ssm-export%'")
                        .equals("0"));
        assertThat(warehouse.value("select count(*) from ssm.command_plugin")).isEqualTo("0");
    }

    @Test
    void aFinishedBackfillHasNothingToDo() throws Exception {
        PostgresJob job = job(aDay);
        assertThat(job.run()).isZero();
        int pages = asked();
        assertThat(job.run()).isZero();
        assertThat(asked()).isEqualTo(pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--state=state"})
    void aSecondProcessOfTheSameJobEndsWithFour(String state) throws Exception {
        PostgresJob job = job(from, until, "--name=busy", state);
        try (PostgresDatabase database = warehouse.open()) {
            JobLock held = JobLock.take(database, "busy", Clock.systemUTC().instant());
            assertThat(job.run()).isEqualTo(4);
            assertThat(job.told())
                    .singleElement()
                    .asString()
                    .startsWith("ssm-export: another run of this job is going on: process "
                            + ProcessHandle.current().pid() + " on ");
            held.close();
        }
        assertThat(job.run()).isZero();
    }

    @Test
    void anotherJobIntoTheSameTableRunsAtTheSameTime() throws Exception {
        PostgresJob one = job(from, until, "--name=one");
        PostgresJob other = job(from, until, "--name=other");
        Process first = one.start();
        assertThat(other.run()).isZero();
        assertThat(first.waitFor()).isZero();
        assertThat(one.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aRunWhoseLockWasTakenOverCommitsNothingMore() throws Exception {
        faults.set("latency=100ms");
        PostgresJob job = job(from, until, "--name=robbed", "--parallel=1");
        Process robbed = job.start();
        int pages = asked();
        await().atMost(Duration.ofMinutes(1)).until(() -> asked() >= pages + 4);
        try (PostgresDatabase database = warehouse.open()) {
            JobLock robber = rob(database);
            assertThat(robbed.waitFor()).isNotZero();
            robber.close();
        }
        assertThat(job.told())
                .anyMatch(line -> line.contains("lost its lock of job robbed")
                        || line.contains("another run of this job is going on"));
        faults.set("latency=0ms");
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    /** Takes the lock in the moment after its session was ended, before the run does. */
    private JobLock rob(PostgresDatabase database) {
        AtomicReference<JobLock> taken = new AtomicReference<>();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(Failure.class)
                .until(() -> {
                    warehouse.execute(
                            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 1");
                    taken.set(JobLock.take(database, "robbed", Clock.systemUTC().instant()));
                    return true;
                });
        return Objects.requireNonNull(taken.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--state=state"})
    void aRunWhoseConnectionsAreCutGoesOnFromItsLastCommit(String state) throws Exception {
        faults.set("latency=200ms");
        PostgresJob job = job(from, until, "--name=cut", "--parallel=1", state);
        Process process = job.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> committedRows() > 0);
        warehouse.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'ssm-export%'");
        faults.set("latency=0ms");
        int code = process.waitFor();
        assertThat(job.told()).anyMatch(line -> line.startsWith("interrupted (Postgres: "));
        assertThat(code).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    private int committedRows() {
        try {
            return Integer.parseInt(warehouse.value("select count(*) from ssm.command_plugin"));
        } catch (java.sql.SQLException notThereYet) {
            return 0;
        }
    }

    @Test
    void aCheckpointThatCanNotBeSavedTakesItsRowsBack() throws Exception {
        PostgresJob job = job(from, until, "--parallel=1");
        warehouse.execute(
                "create sequence ssm_export.saved; create function ssm_export.fail() returns trigger language plpgsql as"
                        + " $$ begin if nextval('ssm_export.saved') = 12 then raise 'disk full' using errcode = '53100'; end if; return new; end $$;"
                        + " create trigger fail before update on ssm_export.batch_step_execution_context"
                        + " for each row execute function ssm_export.fail()");
        assertThat(job.run()).isEqualTo(3);
        assertThat(job.told())
                .anyMatch(line -> line.startsWith("failed: ") && line.contains("Postgres: disk full; make room"));
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aServerThatStopsEndsTheRunAndTheNextOneResumes() throws Exception {
        faults.set("latency=100ms");
        PostgresJob job = job(from, until, "--parallel=2");
        job.set("PGCONNECT_TIMEOUT", "1");
        Process process = job.start("-Dssm-export.patience=3");
        await().atMost(Duration.ofMinutes(1)).until(() -> committedRows() > 0);
        warehouse.restart(() -> {
            assertThat(process.waitFor()).isEqualTo(3);
            assertThat(job.told()).as("what it told").noneMatch(line -> line.contains("unexpected"));
        });
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aStatementTimeoutFailsTheSliceAndSaysWhatToDo() throws Exception {
        PostgresJob job = job(aDay);
        assertThat(job.run()).isZero();
        warehouse.execute("create function ssm.stall() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(20); return new; end $$;"
                + " create trigger stall before insert on ssm.command_plugin for each row execute function ssm.stall();"
                + " delete from ssm.command_plugin; delete from ssm_export.exported_slice;");
        job.set("PGOPTIONS", "-c statement_timeout=500ms");
        assertThat(job.run()).isEqualTo(3);
        assertThat(job.told())
                .filteredOn(line -> line.startsWith("failed: "))
                .isNotEmpty()
                .allMatch(line -> line.contains(
                        "Postgres: canceling statement due to statement timeout; a statement took longer"));
        warehouse.execute("drop trigger stall on ssm.command_plugin");
        assertThat(job.run()).isZero();
    }

    @Test
    void aServerThatOnlyReadsIsRefusedAtTheStart() throws Exception {
        warehouse.execute("alter database " + warehouse.value("select current_database()")
                + " set default_transaction_read_only = on");
        PostgresJob job = job(from, until);
        assertThat(job.run()).isEqualTo(2);
        assertThat(job.told()).singleElement().asString().contains("must take writes but only reads");
        assertThat(asked()).isZero();
    }

    @Test
    void oldExecutionsArePrunedAndTheLedgerStays() throws Exception {
        PostgresJob job = job(aDay);
        for (int run = 0; run < 4; run++) {
            assertThat(job.run()).isZero();
            warehouse.execute("update ssm_export.exported_slice set open_invocations = 1;"
                    + " update ssm_export.run set ended_at = ended_at - interval '60 days'");
        }
        assertThat(warehouse.value("select count(*) from ssm_export.exported_slice"))
                .isEqualTo("1");
        assertThat(warehouse.value("select count(*) from ssm_export.run")).isEqualTo("4");
        assertThat(warehouse.value("select count(*) from ssm_export.batch_job_instance"))
                .isEqualTo("1");
        assertThat(warehouse.query("select distinct run_id from ssm_export.planned_slice"))
                .isEqualTo(List.of(List.of("4")));
    }
}
