package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes Postgres away from a run that goes on in this process, and looks at the table. */
class PostgresInterruptionTest {

    private static final String EVERY_SESSION = "application_name like 'ssm-export%'";

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory,
                Instant.parse("2026-11-19T12:00:00Z"),
                new Simulation(600, 30, 5),
                "--since=8d",
                "--page-size=5",
                "--pages-per-commit=1",
                "--into=" + warehouse.url());
    }

    private String stateInPostgres() {
        return "--state=" + warehouse.url();
    }

    private String stateInDirectory() {
        return "--state=" + directory.resolve("state");
    }

    /** Runs, and does something when the second slice has been exported. */
    private SimulatedJob.Told run(String state, Interruption interruption) {
        AtomicInteger exported = new AtomicInteger();
        return job.run(
                () -> {
                    if (exported.incrementAndGet() == 2) {
                        interruption.happens();
                    }
                },
                state);
    }

    private interface Interruption {
        void comes() throws Exception;

        default void happens() {
            try {
                comes();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void assertNothingIsLostOrDoubled(SimulatedJob.Told told) throws Exception {
        assertThat(told.failed()).isEmpty();
        assertThat(told.notes()).anyMatch(note -> note.startsWith("interrupted (Postgres: "));
        assertThat(warehouse.rows().stream().map(row -> row.subList(0, row.size() - 1)))
                .isEqualTo(PostgresJob.truth(
                        job.simulator, Instant.parse("2026-11-11T00:00:00Z"), Instant.parse("2026-11-19T11:59:00Z")));
    }

    private void cut(String sessions) throws Exception {
        warehouse.execute("select pg_terminate_backend(pid) from pg_stat_activity where " + sessions
                + " and datname = current_database()");
    }

    @Test
    void aRunWhoseSessionsAreCutGoesOn() throws Exception {
        assertNothingIsLostOrDoubled(run(stateInPostgres(), () -> cut(EVERY_SESSION)));
    }

    @Test
    void aRunWhoseStateLiesElsewhereGoesOnToo() throws Exception {
        assertNothingIsLostOrDoubled(run(stateInDirectory(), () -> cut(EVERY_SESSION)));
    }

    @Test
    void aRunThatLosesOnlyItsLockTakesItAgain() throws Exception {
        assertNothingIsLostOrDoubled(run(
                stateInPostgres(),
                () -> cut("pid in (select pid from pg_locks where locktype = 'advisory' and objsubid = 1)")));
        assertThat(warehouse.value("select taken from ssm_export.job_lock")).isEqualTo("2");
    }

    @Test
    void aRunWhoseServerIsRestartedGoesOn() throws Exception {
        assertNothingIsLostOrDoubled(run(stateInPostgres(), () -> warehouse.restart(() -> {})));
    }

    @ParameterizedTest
    @CsvSource({"40001, ssm.command_plugin", "40P01, ssm.command_plugin", "40001, ssm_export.batch_step_execution"})
    void aTransactionThatHasToGiveWayIsDoneAgain(String state, String table) throws Exception {
        try (PostgresDatabase database = warehouse.open()) {
            StateDatabase.MIGRATIONS.apply(database);
            PostgresSink.MIGRATIONS.apply(database);
        }
        warehouse.execute("create sequence turn; create function give_way() returns trigger language plpgsql as"
                + " $$ begin if nextval('public.turn') in (9, 40) then raise 'give way' using errcode = '" + state
                + "'; end if; return new; end $$; create trigger give_way after insert or update on " + table
                + " for each statement execute function give_way()");
        assertNothingIsLostOrDoubled(run(stateInPostgres(), () -> {}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRunUsesAConnectionForEachSliceAndOneForTheLock(int parallel) throws Exception {
        AtomicInteger most = new AtomicInteger();
        job.run(() -> most.accumulateAndGet(sessions(), Math::max), "--parallel=" + parallel, stateInPostgres());
        assertThat(most.get()).isLessThanOrEqualTo(parallel + 1);
    }

    private int sessions() {
        try {
            return Integer.parseInt(warehouse.value(
                    "select count(*) from pg_stat_activity where datname = current_database() and " + EVERY_SESSION));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** To make the tables takes two more, once. */
    @Test
    void aRoleWithTwoConnectionsIsEnoughForOneSliceAtATime() throws Exception {
        warehouse.execute("drop role if exists few; create role few login connection limit 4; grant create on database "
                + warehouse.value("select current_database()") + " to few");
        String url = warehouse.url().replace("postgres@", "few@");
        assertThat(runAs(url, "--name=first")).isEmpty();
        warehouse.execute("alter role few connection limit 2");
        assertThat(runAs(url, "--name=second")).isEmpty();
        warehouse.execute("drop owned by few; drop role few");
    }

    private List<String> runAs(String url, String name) {
        return job.run("--parallel=1", "--into=" + url, "--state=" + url, name).failed();
    }
}
