package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.plan.Reason;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Plan and status where rows and state are in Postgres. */
@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class PlanInPostgresTest {

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
                "--since=4d",
                "--into=" + warehouse.url(),
                "--state=" + warehouse.url());
    }

    @Test
    void aPlanBeforeTheFirstRunMakesNoTable() throws Exception {
        Forecast forecast = job.plan();
        assertThat(forecast.slices()).hasSize(5);
        assertThat(forecast.destination()).isNull();
        assertThat(query("select nspname from pg_namespace where nspname like 'ssm%'"))
                .isEmpty();
    }

    @Test
    void aPlanAndAStatusChangeNoRow() throws Exception {
        job.run();
        job.clock.advance(Duration.ofDays(1));
        List<String> before = rows();
        assertThat(job.plan().slices())
                .anySatisfy(slice -> assertThat(slice.toRead().reason()).isEqualTo(Reason.STILL_OPEN));
        assertThat(job.status().runs())
                .singleElement()
                .satisfies(run -> assertThat(run.counts().slices()).isEqualTo(5));
        assertThat(KnownJobs.in(StatePlace.parse(warehouse.url()), Map.of()))
                .singleElement()
                .satisfies(known -> {
                    assertThat(known.name()).isEqualTo("job");
                    assertThat(known.destination()).isEqualTo("postgres:ssm.command_plugin");
                    assertThat(known.archive().slices()).hasSize(5);
                });
        assertThat(rows()).isEqualTo(before).hasSizeGreaterThan(10);
    }

    /** For those who ask the ledger in SQL, as the views do: also when a slice that was open has been read again. */
    @Test
    void theLedgersTableSaysWhichSlicesAreSealed() throws Exception {
        String sealed = "select start_time::date || ' ' || sealed from ssm_export.exported_slice order by 1";
        job.run();
        assertThat(query(sealed))
                .containsExactly(
                        "2026-11-15 true",
                        "2026-11-16 true",
                        "2026-11-17 false",
                        "2026-11-18 false",
                        "2026-11-19 false");
        job.clock.advance(Duration.ofDays(3));
        job.run();
        assertThat(query(sealed)).contains("2026-11-17 true", "2026-11-18 true", "2026-11-22 false");
    }

    /** Each takes the job's lock in its database, which is once there. */
    @Test
    void rowsAndStateMayLieInOneDatabaseUnderTwoNames() {
        String[] underTwo = {"--state=" + warehouse.url().replace("localhost", "127.0.0.1"), "--name=two"};
        assertThat(job.run(underTwo).figures().slices()).isEqualTo(5);
        assertThat(job.status(underTwo).runs()).hasSize(1);
    }

    @Test
    void statusIsThereWhileARunGoesOn() {
        List<Integer> seen = new ArrayList<>();
        job.run(() -> seen.add(job.status().runs().size()));
        assertThat(seen).isNotEmpty().containsOnly(1);
    }

    /** Each row of the state with the transaction that wrote it. */
    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("run", "planned_slice", "exported_slice", "incremental_start", "job_lock")) {
            rows.addAll(query("select xmin::text || t::text from ssm_export." + table + " t order by 1"));
        }
        return rows;
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
