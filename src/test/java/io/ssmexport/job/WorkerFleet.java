package io.ssmexport.job;

import io.ssmexport.broker.Artemis;
import io.ssmexport.cli.ExportProcess;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run and its workers, as processes of their own. */
final class WorkerFleet implements AutoCloseable {

    static final int PAGES_PER_COMMIT = 2;

    private final Warehouse warehouse;
    private final Simulator simulator;
    private final Artemis broker;
    private final Path home;
    private final List<String> options;
    private final List<Member> members = new ArrayList<>();

    WorkerFleet(Warehouse warehouse, Simulator simulator, Artemis broker, Path home, String... options) {
        this.warehouse = warehouse;
        this.simulator = simulator;
        this.broker = broker;
        this.home = home;
        this.options = List.of(options);
    }

    /** One of the processes. */
    record Member(ExportProcess program, Process process) {

        List<String> told() throws IOException {
            return program.told();
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

    Member run(String... more) throws IOException {
        return start("run", Map.of(), more);
    }

    /** The same run without workers, for its own state. */
    Member local(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--name=local", "--page-size=20", "--state=state"));
        arguments.addAll(options);
        arguments.addAll(List.of(more));
        return start(arguments, Map.of());
    }

    Member worker(String... more) throws IOException {
        return start("worker", Map.of(), more);
    }

    /** A worker with other JVM options. */
    Member worker(Map<String, String> properties, String... more) throws IOException {
        return start("worker", properties, more);
    }

    Member start(String command, Map<String, String> properties, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--name=fleet", "--page-size=20", "--pages-per-commit=" + PAGES_PER_COMMIT));
        arguments.addAll(List.of(more));
        Stream.concat(options.stream(), Stream.of("--into=postgres:", "--broker=" + broker.url()))
                .filter(option -> arguments.stream().noneMatch(given -> isOfSameKey(given, option)))
                .forEach(arguments::add);
        return start(arguments, properties);
    }

    private static boolean isOfSameKey(String one, String other) {
        return one.split("=", 2)[0].equals(other.split("=", 2)[0]);
    }

    private Member start(List<String> arguments, Map<String, String> properties) throws IOException {
        Path own = Files.createDirectories(home.resolve(arguments.get(0) + members.size()));
        ExportProcess program = ExportProcess.with(own, simulator.endpoint());
        warehouse.variables().forEach(program::set);
        new TreeMap<>(properties).forEach((name, value) -> program.jvm("-D" + name + "=" + value));
        Member member = new Member(program, program.start(arguments));
        members.add(member);
        return member;
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
    }
}
