package io.ssmexport.job;

import io.ssmexport.cli.Program;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job from a simulator into a database: processes that a test disturbs, and runs in its own that nobody does. */
final class PostgresJob {

    static final int PAGES_PER_COMMIT = 2;

    private final Warehouse warehouse;
    private final Program program;
    private final List<String> arguments =
            new ArrayList<>(List.of("run", "--pages-per-commit=" + PAGES_PER_COMMIT, "--page-size=20"));

    PostgresJob(Warehouse warehouse, Simulator simulator, Path home, String... arguments) {
        this.warehouse = warehouse;
        this.program = new Program(home, simulator.endpoint());
        warehouse.variables().forEach(program::set);
        if (Stream.of(arguments).noneMatch(argument -> argument.startsWith("--into="))) {
            this.arguments.add("--into=postgres:");
        }
        for (String argument : arguments) {
            if (!argument.isEmpty()) {
                this.arguments.add(argument);
            }
        }
    }

    /** Sets a variable of the environment of its processes. */
    void set(String variable, String value) {
        program.set(variable, value);
    }

    Process start(String... jvmOptions) throws IOException {
        return program.start(arguments, jvmOptions);
    }

    /** As a process, for options of the JVM. */
    int run(String jvmOption) throws IOException, InterruptedException {
        return start(jvmOption).waitFor();
    }

    /** To its end. */
    int run() {
        return program.run(arguments);
    }

    /** Lines of standard error. */
    List<String> told() throws Exception {
        return program.told();
    }

    /** What the table holds, but for the time of reading. */
    List<List<@Nullable String>> rows() throws SQLException {
        return warehouse.rows().stream()
                .map(row -> row.subList(0, row.size() - 1))
                .toList();
    }

    /** What the table should hold of a window, as a plain loop over the service reads it, NUL replaced. */
    static List<List<@Nullable String>> truth(Simulator simulator, Instant from, Instant until) {
        return truth(simulator, from, until, List.of(PlainLoop.REGION));
    }

    /** The same of several regions. */
    static List<List<@Nullable String>> truth(Simulator simulator, Instant from, Instant until, List<String> regions) {
        return regions.stream()
                .flatMap(region -> truth(simulator, from, until, region))
                .sorted(Comparator.comparing(row -> String.join("", row.subList(0, 5))))
                .toList();
    }

    private static Stream<List<@Nullable String>> truth(
            Simulator simulator, Instant from, Instant until, String region) {
        return PlainLoop.invocations(simulator.endpoint(), region).stream()
                .filter(invocation -> !invocation.requestedDateTime().isBefore(from)
                        && invocation.requestedDateTime().isBefore(until))
                .flatMap(invocation -> PlainLoop.rows(invocation).stream())
                .map(PostgresJob::withoutNul)
                .map(row -> in(region, row));
    }

    private static List<@Nullable String> in(String region, List<@Nullable String> row) {
        List<@Nullable String> moved = new ArrayList<>(row);
        moved.set(1, region);
        return moved;
    }

    private static List<@Nullable String> withoutNul(List<@Nullable String> row) {
        List<@Nullable String> clean = new ArrayList<>();
        row.forEach(value -> clean.add(value == null ? null : value.replace('\0', '\uFFFD')));
        return clean;
    }

    /** Requests for pages so far, of all jobs. */
    static List<String> asked(Simulator simulator) {
        return simulator.requests().stream()
                .filter(request -> request.operation().equals("ListCommandInvocations"))
                .map(Request::body)
                .toList();
    }
}
