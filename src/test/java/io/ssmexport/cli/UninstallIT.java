package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the guide that take the program away again. */
class UninstallIT {

    @TempDir
    private Path home;

    @Test
    void whatIsLeftIsTheArchive() throws Exception {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> job = List.of("--into=parquet:archive", "--name=nightly", "--since=2d");
        try (Simulator simulator = Simulator.start(new Simulation(200, 3, 5), Clock.systemUTC(), 0, Faults.none())) {
            ExportProcess process =
                    ExportProcess.with(home, simulator.endpoint()).set("TMPDIR", temporary.toString());
            assertThat(process.run(with("run", job, "--report=run.json", "--metrics=run.prom")))
                    .isZero();
            assertThat(process.run(List.of("run", "--into=csv:-", "--since=1d")))
                    .isZero();
            assertThat(process.run(with("plan", job))).isZero();
            assertThat(process.run(with("verify", job))).isZero();
            assertThat(process.run(List.of("list-command-invocations", "--max-items", "3")))
                    .isZero();
            assertThat(process.run(List.of("jobs"))).isZero();
            List<Path> states = process.printed()
                    .lines()
                    .filter(line -> line.startsWith("  state in "))
                    .map(line -> Path.of(line.substring("  state in ".length())))
                    .toList();
            assertThat(states).hasSize(1).allMatch(state -> state.startsWith(home));
            states.forEach(UninstallIT::delete);
        }
        for (String written : List.of("run.json", "run.prom", "stdout.txt", "stderr.txt")) {
            Files.delete(home.resolve(written));
        }
        assertThat(files())
                .contains("archive/_coverage/nightly.jsonl.gz")
                .allMatch(file -> file.startsWith("archive/requested_date=") || file.startsWith("archive/_coverage/"));
    }

    private static List<String> with(String command, List<String> job, String... more) {
        return Stream.of(Stream.of(command), job.stream(), Stream.of(more))
                .flatMap(arguments -> arguments)
                .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .toList();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
