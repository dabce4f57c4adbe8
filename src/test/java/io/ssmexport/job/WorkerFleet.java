package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.cli.InProcess;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run over four days in two regions and its workers, as processes of their own, and the service that they ask. */
final class WorkerFleet implements AutoCloseable {

    static final int PAGES_PER_COMMIT = 2;

    /** Requests for pages that were not committed, and the one ahead, of a slice that was broken off. */
    static final int BROKEN_OFF = PAGES_PER_COMMIT + 1;

    static final int SLICES = 8;

    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");

    /** Too old for a command that still runs. */
    private static final int FIRST_DAY = 8;

    private static final int LAST_DAY = 4;

    private static int undisturbed;

    final Faults faults = Faults.none();
    final Simulator simulator;
    private final Warehouse warehouse;
    private final String broker;
    private final Path home;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Member> members = new ArrayList<>();
    private String into = "postgres:";

    /** @param broker its URL */
    WorkerFleet(Warehouse warehouse, String broker, Path home) throws IOException {
        this.warehouse = warehouse;
        this.broker = broker;
        this.home = home;
        this.simulator =
                Simulator.start(new Simulation(900, 9, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
    }

    /** One of the processes. */
    record Member(ExportProcess program, Process process) {

        List<String> told() throws IOException {
            return program.told();
        }

        /** Lines that begin so. */
        List<String> told(String beginning) throws IOException {
            return told().stream().filter(line -> line.startsWith(beginning)).toList();
        }

        /** Waits for a line with that in it. */
        void awaitTold(String part, Duration atMost) {
            await().atMost(atMost).untilAsserted(() -> assertThat(told()).anyMatch(line -> line.contains(part)));
        }

        /** Sends a signal of that name. */
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        long pid() {
            return process.pid();
        }

        int ended() throws InterruptedException {
            return process.waitFor();
        }
    }

    /** Sets a variable of the environment of its processes. */
    void set(String variable, String value) {
        variables.put(variable, value);
    }

    /** Where the rows go; into the table if nothing is said. */
    void into(String destination) {
        into = destination;
    }

    Member run(String... more) throws IOException {
        return start("run", Map.of(), more);
    }

    Member worker(String... more) throws IOException {
        return start("worker", Map.of(), more);
    }

    /** A worker that is ready before it is needed. */
    Member readyWorker(String... more) throws IOException {
        Member worker = worker(more);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !worker.told("waits for slices").isEmpty());
        return worker;
    }

    /**
     * Starts a run or a worker.
     *
     * @param properties of its JVM
     * @param more options, which beat those that all have
     */
    Member start(String command, Map<String, String> properties, String... more) throws IOException {
        return start(arguments(command, more), properties);
    }

    private List<String> arguments(String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--name=fleet", "--page-size=20", "--pages-per-commit=" + PAGES_PER_COMMIT));
        arguments.addAll(List.of(more));
        Stream.concat(what().stream(), Stream.of("--into=" + into, "--state=postgres:", "--broker=" + broker))
                .filter(option -> arguments.stream().noneMatch(given -> isOfSameKey(given, option)))
                .forEach(arguments::add);
        return arguments;
    }

    private static List<String> what() {
        return List.of("--from=" + start(), "--until=" + end(), "--regions=" + String.join(",", REGIONS));
    }

    private static Instant start() {
        return daysAgo(FIRST_DAY);
    }

    private static Instant end() {
        return daysAgo(LAST_DAY);
    }

    private static Instant daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** What a command that ends prints of the same job. */
    List<String> printed(String command, String... more) throws IOException {
        InProcess program = inProcess();
        program.run(arguments(command, more));
        return program.printed().lines().toList();
    }

    private InProcess inProcess() throws IOException {
        InProcess program = InProcess.with(Files.createTempDirectory(home, "in-process"), simulator.endpoint());
        warehouse.variables().forEach(program::set);
        variables.forEach(program::set);
        return program;
    }

    private static boolean isOfSameKey(String one, String other) {
        return one.split("=", 2)[0].equals(other.split("=", 2)[0]);
    }

    private Member start(List<String> arguments, Map<String, String> properties) throws IOException {
        Path own = Files.createDirectories(home.resolve(arguments.get(0) + members.size()));
        ExportProcess program = ExportProcess.with(own, simulator.endpoint());
        warehouse.variables().forEach(program::set);
        variables.forEach(program::set);
        new TreeMap<>(properties).forEach((name, value) -> program.jvm("-D" + name + "=" + value));
        Member member = new Member(program, program.start(arguments));
        members.add(member);
        return member;
    }

    /** Requests for pages so far. */
    int asked() {
        return PostgresJob.asked(simulator).size();
    }

    void awaitAsked(int pages) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> asked() >= pages);
    }

    /** Name of the queue, once there is one. */
    String queue() throws SQLException {
        return "ssm-export.fleet."
                + warehouse.value("select left(mark, 8) from ssm_export.job_lock where job = 'fleet'");
    }

    /**
     * Requires that the run ends as if nothing had happened.
     *
     * @param lost pages that may have been asked for twice, because they were not committed
     */
    void requireUndisturbed(Member run, int lost) throws Exception {
        requireUndisturbed(run, lost, this::rows);
    }

    /** The same of rows that are elsewhere, in the order of the key. */
    void requireUndisturbed(Member run, int lost, Callable<List<List<@Nullable String>>> rows) throws Exception {
        assertThat(run.ended()).as("%s", run.told()).isZero();
        int asked = asked();
        faults.set("latency=0ms");
        assertThat(rows.call()).isEqualTo(truth(REGIONS));
        assertThat(asked).isBetween(undisturbedPages(), undisturbedPages() + lost);
    }

    /** What the table holds, but for the time of reading. */
    List<List<@Nullable String>> rows() throws SQLException {
        return warehouse.rows().stream()
                .map(row -> row.subList(0, row.size() - 1))
                .toList();
    }

    /** What it should hold. */
    List<List<@Nullable String>> truth(List<String> regions) {
        return PostgresJob.truth(simulator, start(), end(), regions);
    }

    /** Requests of a run without workers that nothing disturbs, which changes with the day. */
    int undisturbedPages() throws Exception {
        if (undisturbed == 0) {
            int before = asked();
            List<String> alone = new ArrayList<>(
                    List.of("run", "--name=local", "--page-size=20", "--state=state", "--into=csv:undisturbed"));
            alone.addAll(what());
            assertThat(inProcess().run(alone)).isZero();
            undisturbed = asked() - before;
        }
        return undisturbed;
    }

    @Override
    public void close() throws IOException {
        try {
            for (Member member : members) {
                member.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while processes were killed", e);
        }
        simulator.close();
    }
}
