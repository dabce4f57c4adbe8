package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.cli.Program;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.state.RunLock;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills whole processes and looks at what a reader of the destination then sees. */
class KillIT {

    private static final int PAGES_PER_COMMIT = 2;
    private static final int PAGE_SIZE = 20;

    private static final int FEW = 2;

    /** How often a run is killed at random moments; more with {@code -Dkills=100}. */
    private static final int KILLS = Integer.getInteger("kills", FEW);

    /** Commits of the state before the first page, and some more. */
    private static final int FIRST_COMMITS = 14;

    /** Some of its commands are still running. */
    private static final List<String> ALL = List.of("--since=4d");

    /** Four days, too old for a command that still runs. */
    private final List<String> ended = List.of(
            "--from=" + LocalDate.now(ZoneOffset.UTC).minusDays(8),
            "--until=" + LocalDate.now(ZoneOffset.UTC).minusDays(4));

    private final List<String> twoDays = List.of(
            "--from=" + LocalDate.now(ZoneOffset.UTC).minusDays(8),
            "--until=" + LocalDate.now(ZoneOffset.UTC).minusDays(6));

    /** Of a run that nobody disturbs, what a reader sees and how many pages it asks for. */
    private record Undisturbed(List<String> rows, int pages) {}

    private static final Map<List<String>, Undisturbed> UNDISTURBED = new HashMap<>();

    @TempDir
    private Path directory;

    private final Faults faults = Faults.none();

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

    @ParameterizedTest
    @CsvSource({
        "PAGE_READ:9, parquet:data, 4",
        "PART_WRITTEN:3, csv:data, 1",
        "SLICE_MERGING:1, parquet:data, 1",
        "SLICE_MERGED:1, csv:data, 4",
        "SLICE_RENAMED:1, parquet:data, 4",
        "SLICE_RECORDED:1, csv.gz:data, 1",
        "SLICE_MERGING:1, csv:data.csv, 4",
        "SLICE_MERGED:1, parquet:data.parquet, 1",
        "SLICE_RENAMED:1, csv:data.csv, 1"
    })
    void aRunKilledAnywhereEndsWithTheRowsOfAnUninterruptedRun(String crash, String into, int parallel)
            throws Exception {
        Job killed = new Job("killed", into, parallel, ALL);
        assertThat(killed.run("-Dssm-export.crash=" + crash)).isEqualTo(137);
        assertThat(killed.run()).isZero();
        assertThat(killed.rows()).isEqualTo(undisturbed(ALL).rows()).hasSizeGreaterThan(400);
    }

    /**
     * So that a run is killed between any two of Spring Batch's own commits, and goes on from what such a kill left. The
     * first dozen are those before the first page; later ones repeat themselves. By default each third one of the first,
     * beginning now with this and now with that, and each eighth after them.
     */
    @Test
    void aRunKilledAtEachCommitOfTheStateInTurnEndsWithTheRowsOfAnUninterruptedRun() throws Exception {
        Job killed = new Job("killed", "parquet:data", 1, twoDays);
        boolean isEach = KILLS > FEW;
        int commits = isEach ? 0 : -new Random().nextInt(3);
        int code;
        do {
            commits += isEach ? 1 : commits < FIRST_COMMITS ? 3 : 8;
            code = killed.run("-Dssm-export.crash=" + CrashPoint.STATE_COMMITTED + ":" + commits);
        } while (code == 137);
        assertThat(code).as("after %d commits, told %s", commits, killed.told()).isZero();
        assertThat(commits).isGreaterThan(10);
        assertThat(killed.rows()).isEqualTo(undisturbed(twoDays).rows());
    }

    @ParameterizedTest
    @CsvSource({"parquet:data, 4", "csv:data.csv.gz, 1"})
    void aRunKilledAtRandomMomentsAsksForNoCommittedPageAgain(String into, int parallel) throws Exception {
        Undisturbed whole = undisturbed(ended);
        int before = asked().size();
        faults.set("latency=20ms");
        Job killed = new Job("killed", into, parallel, ended);
        long seed = Clock.systemUTC().millis();
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            killed.startAndKill(random);
            assertThat(whole.rows()).as("seed %d, kill %d", seed, kill).containsAll(killed.rows());
        }
        assertThat(killed.run()).isZero();
        assertThat(killed.rows()).as("seed %d", seed).isEqualTo(whole.rows());
        // A kill loses at most what each slice had in its chunk, and the page that it had asked for ahead.
        assertThat(asked().size() - before)
                .as("seed %d", seed)
                .isLessThanOrEqualTo(whole.pages() + KILLS * parallel * (PAGES_PER_COMMIT + 1));
    }

    @Test
    void committedPagesAreNotAskedForAgain() throws Exception {
        Job job = new Job("killed", "parquet:data", 1, ended);
        assertThat(job.run("-Dssm-export.crash=" + CrashPoint.SLICE_RENAMED + ":2"))
                .isEqualTo(137);
        List<String> before = asked();
        assertThat(job.run()).isZero();
        List<String> again = asked().subList(before.size(), asked().size()).stream()
                .filter(before::contains)
                .toList();
        // Of the slice that was being read beside the one being renamed: a chunk, and the page ahead.
        assertThat(again).hasSizeLessThanOrEqualTo(PAGES_PER_COMMIT + 1);
    }

    @Test
    void aSliceWhoseTokenIsRefusedOnResumingStartsAgainAtItsFirstPage() throws Exception {
        Job killed = new Job("killed", "parquet:data", 1, ended);
        assertThat(killed.run("-Dssm-export.crash=" + CrashPoint.PART_WRITTEN + ":2"))
                .isEqualTo(137);
        faults.expireTokens();
        assertThat(killed.run()).isZero();
        assertThat(killed.told()).anyMatch(line -> line.contains("the service no longer takes the token"));
        assertThat(killed.rows()).isEqualTo(undisturbed(ended).rows());
    }

    @Test
    void aSliceWhoseStagingIsGoneStartsAgainAtItsFirstPage() throws Exception {
        Job killed = new Job("killed", "csv:data", 1, ended);
        assertThat(killed.run("-Dssm-export.crash=" + CrashPoint.PART_WRITTEN + ":2"))
                .isEqualTo(137);
        delete(killed.data().resolve("_staging"));
        assertThat(killed.run()).isZero();
        assertThat(killed.told()).anyMatch(line -> line.contains("what was staged of it is gone or damaged"));
        assertThat(killed.rows()).isEqualTo(undisturbed(ended).rows());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143, 4", "INT, 130, 1"})
    void aSignalEndsARunAfterACommit(String signal, int code, int parallel) throws Exception {
        Undisturbed whole = undisturbed(ended);
        int before = asked().size();
        faults.set("latency=100ms");
        Job stopped = new Job("stopped", "parquet:data", parallel, ended);
        Process process = stopped.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> asked().size() >= before + 5);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(stopped.told()).last().asString().startsWith("stopped, run again: ");
        faults.set("latency=0ms");
        assertThat(stopped.run()).isZero();
        assertThat(stopped.rows()).isEqualTo(whole.rows());
        // What was committed isn't asked for again, and what was on its way is lost.
        assertThat(asked().size() - before).isLessThanOrEqualTo(whole.pages() + parallel);
    }

    @Test
    void aFinishedBackfillHasNothingToDo() throws Exception {
        Job job = new Job("once", "csv:data", 2, ended);
        assertThat(job.run()).isZero();
        int requests = asked().size();
        assertThat(job.run()).isZero();
        assertThat(asked()).hasSize(requests);
        assertThat(job.told())
                .anyMatch(line -> line.startsWith("nothing to do: all of the window is exported, 4 slices"));
    }

    @Test
    void aSecondProcessOfTheSameJobEndsWithFour() throws Exception {
        Job job = new Job("busy", "csv:data", 1, ended);
        StateDirectory state = new StateDirectory(job.home.resolve("state").resolve("busy")).create();
        RunLock held = RunLock.ofJob(state, Clock.systemUTC().instant());
        try (held) {
            assertThat(job.run()).isEqualTo(4);
            assertThat(job.told())
                    .singleElement()
                    .asString()
                    .contains("process " + ProcessHandle.current().pid());
        }
        assertThat(job.run()).isZero();
    }

    /** What such a run leaves; one stands for all, because all tests have the same history and all formats the same rows. */
    private Undisturbed undisturbed(List<String> window) throws Exception {
        Undisturbed known = UNDISTURBED.get(window);
        if (known != null) {
            return known;
        }
        int before = asked().size();
        Job whole = new Job("whole", "parquet:data", 1, window);
        assertThat(whole.run()).isZero();
        Undisturbed left = new Undisturbed(whole.rows(), asked().size() - before);
        UNDISTURBED.put(window, left);
        return left;
    }

    private List<String> asked() {
        return simulator.requests().stream()
                .filter(request -> request.operation().equals("ListCommandInvocations"))
                .map(Request::body)
                .toList();
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A job in a home directory of its own. */
    private final class Job {

        final Path home;
        private final String into;
        private final List<String> arguments;
        private final Program program;

        Job(String name, String into, int parallel, List<String> window) throws Exception {
            this.home = Files.createDirectory(directory.resolve(name));
            this.into = into;
            this.program = new Program(home, simulator.endpoint());
            this.arguments = new ArrayList<>(List.of(
                    "run",
                    "--name=" + name,
                    "--into=" + into,
                    "--state=state",
                    "--pages-per-commit=" + PAGES_PER_COMMIT,
                    "--page-size=" + PAGE_SIZE,
                    "--parallel=" + parallel));
            arguments.addAll(window);
        }

        Process start(String... jvmOptions) throws Exception {
            return program.start(arguments, jvmOptions);
        }

        /** As a process, for options of the JVM. */
        int run(String jvmOption) throws Exception {
            return start(jvmOption).waitFor();
        }

        /** To its end, in this process. */
        int run() {
            return program.run(arguments);
        }

        List<String> told() throws Exception {
            return program.told();
        }

        /** Kills a process some pages, and then some milliseconds, after its start. */
        void startAndKill(Random random) throws Exception {
            int pages = asked().size() + random.nextInt(8);
            Process running = start();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> !running.isAlive() || asked().size() >= pages);
            if (!running.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }

        Path data() {
            return home.resolve(into.substring(into.indexOf(':') + 1));
        }

        /** What a reader sees, but for the time of reading. */
        List<String> rows() throws Exception {
            boolean isDataset = !data().getFileName().toString().contains(".");
            if (isDataset ? !hasFiles() : !Files.exists(data())) {
                return List.of();
            }
            Path files = isDataset ? data().resolve("**").resolve("*." + into.substring(0, into.indexOf(':'))) : data();
            return DuckDb.withoutNul(DuckDb.rows(files)).stream()
                    .map(row -> row.subList(0, row.size() - 1).toString())
                    .sorted()
                    .toList();
        }

        /** Not even the directory of a day is made before its file is complete. */
        private boolean hasFiles() throws Exception {
            try (Stream<Path> files = Files.exists(data()) ? Files.walk(data()) : Stream.empty()) {
                return files.anyMatch(file -> file.toString().contains("requested_date="));
            }
        }
    }
}
