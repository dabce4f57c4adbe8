package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table after an export against what a plain loop over the service reads. */
class PostgresIT {

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    private static Simulator simulator;

    @BeforeAll
    static void serve() throws Exception {
        Faults faults = Faults.parse(List.of("short-page=3", "empty-page=5"));
        simulator =
                Simulator.start(new Simulation(2_000, 5, 11), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--state=state"})
    void theTableHasTheRowsThatAPlainLoopReads(String state) throws Exception {
        PostgresJob job = job("--since=6d", state);
        assertThat(job.run()).isZero();
        assertThat(job.rows()).isEqualTo(PostgresJob.truth(simulator, Instant.MIN, Instant.MAX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--state=state"})
    void readingTheSameAgainChangesNothing(String state) throws Exception {
        assertThat(job("--since=6d", state).run()).isZero();
        List<List<@Nullable String>> rows = warehouse.rows();
        assertThat(job("--since=6d", "--name=again", state).run()).isZero();
        assertThat(warehouse.rows()).isEqualTo(rows);
        assertThat(warehouse.query("""
                select n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup from pg_stat_user_tables
                where schemaname = 'ssm' and relname = 'command_plugin'""")).isEqualTo(List.of(List.of(String.valueOf(rows.size()), "0", "0", "0")));
    }

    private PostgresJob job(String... arguments) {
        return new PostgresJob(warehouse, simulator, directory, arguments);
    }

    @Test
    void theGrantsOfTheGuideAreEnoughToWriteAndToRead() throws Exception {
        try (PostgresDatabase database = warehouse.open()) {
            StateDatabase.MIGRATIONS.apply(database);
            PostgresSink.MIGRATIONS.apply(database);
        }
        String guide = Files.readString(Path.of("src/docs/operator.md"));
        String grants = guide.substring(guide.indexOf("create role ssm_writer"));
        warehouse.execute("drop role if exists ssm_writer, ssm_reader; " + grants.substring(0, grants.indexOf("```")));
        String url = warehouse.url().replace("postgres@", "ssm_writer@");
        assertThat(job("--since=2d", "--into=" + url).run()).isZero();
        assertThat(warehouse.value("select has_table_privilege('ssm_reader', 'ssm.invocation', 'select')"))
                .isEqualTo("t");
        ExportProcess status = new ExportProcess(directory);
        int code = status.run(
                List.of("status", "--since=2d", "--into=" + warehouse.url().replace("postgres@", "ssm_reader@")));
        assertThat(code).as(String.join("\n", status.told())).isZero();
        assertThat(Files.readString(directory.resolve("stdout.txt"))).contains("complete, incremental");
    }
}
