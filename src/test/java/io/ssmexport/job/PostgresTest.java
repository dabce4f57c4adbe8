package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table after an export against what a plain loop over the service reads. */
class PostgresTest {

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
        assertThat(run(state)).isZero();
        assertThat(withoutExportTime(warehouse.rows())).isEqualTo(truth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--state=state"})
    void readingTheSameAgainChangesNothing(String state) throws Exception {
        assertThat(run(state, "--from=5d")).isZero();
        List<List<@Nullable String>> rows = warehouse.rows();
        assertThat(run(state, "--from=5d", "--name=again")).isZero();
        assertThat(warehouse.rows()).isEqualTo(rows);
        assertThat(warehouse.query("""
                select n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup from pg_stat_user_tables
                where schemaname = 'ssm' and relname = 'command_plugin'""")).isEqualTo(List.of(List.of(String.valueOf(rows.size()), "0", "0", "0")));
    }

    private int run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("run", "--into=postgres:"));
        for (String argument : arguments) {
            if (!argument.isEmpty()) {
                all.add(argument);
            }
        }
        ExportProcess process = ExportProcess.with(directory, simulator.endpoint());
        warehouse.variables().forEach(process::set);
        int code = process.run(all);
        System.err.println(process.told());
        return code;
    }

    private static List<List<@Nullable String>> truth() {
        return PlainLoop.invocations(simulator.endpoint()).stream()
                .flatMap(invocation -> PlainLoop.rows(invocation).stream())
                .map(row -> row.stream()
                        .map(value -> value == null ? null : value.replace('\0', '\uFFFD'))
                        .toList())
                .sorted(Comparator.comparing(row -> String.join("", row.subList(0, 5))))
                .toList();
    }

    private static List<List<@Nullable String>> withoutExportTime(List<List<@Nullable String>> rows) {
        return rows.stream().map(row -> row.subList(0, row.size() - 1)).toList();
    }
}
