package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssmexport.coverage.Coverage;
import io.ssmexport.coverage.DayCoverage;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.plan.Reason;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanAndStatusTest {

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(6000, 30, 5), "--since=4d");
    }

    @Test
    void aPlanBeforeTheFirstRunMakesNoFile() throws Exception {
        Forecast forecast = job.plan();
        assertThat(forecast.slices())
                .hasSize(5)
                .allSatisfy(slice -> assertThat(slice.toRead().reason()).isEqualTo(Reason.NEVER_READ));
        assertThat(forecast.destination()).isNull();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void theJobsOfAStateDirectoryAreKnownWithWhatTheyHave() throws Exception {
        String state = directory.resolve("state").toString();
        assertThat(KnownJobs.in(StatePlace.parse(state), Map.of())).isEmpty();
        job.run();
        job.run("--name=another", "--into=csv:" + directory.resolve("another"));
        Files.createDirectories(directory.resolve("state/no-job"));
        assertThat(KnownJobs.in(StatePlace.parse(state), Map.of()))
                .extracting(
                        KnownJobs.KnownJob::name,
                        KnownJobs.KnownJob::destination,
                        KnownJobs.KnownJob::state,
                        known -> known.archive().slices().size())
                .containsExactly(
                        tuple("another", "csv:" + directory.resolve("another"), state + "/another", 5),
                        tuple("job", "parquet:" + job.archive(), state + "/job", 5));
    }

    @Test
    void aPlanAndAStatusChangeNothing() throws Exception {
        job.run();
        job.clock.advance(Duration.ofDays(1));
        List<String> before = files();
        job.plan();
        job.status();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aPlanSaysWhyASliceIsRead() throws Exception {
        job.run("--since=6d");
        job.clock.advance(Duration.ofDays(1));
        try (Stream<Path> files = Files.walk(job.archive())) {
            Files.delete(files.filter(file -> file.toString().contains("requested_date=2026-11-15"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow());
        }
        TreeMap<String, Reason> reasons = new TreeMap<>();
        job.plan("--since=6d")
                .slices()
                .forEach(slice -> reasons.put(
                        slice.toRead().slice().date().toString(), slice.toRead().reason()));
        assertThat(reasons)
                .containsEntry("2026-11-15", Reason.FILE_CHANGED)
                .containsEntry("2026-11-18", Reason.STILL_OPEN)
                .containsEntry("2026-11-20", Reason.NEVER_READ);
        assertThat(job.plan("--since=6d").plan().covered()).isPositive();
    }

    @Test
    void pagesAreExpectedFromOnePageAtFirstAndThenFromTheLedger() {
        Forecast first = job.plan();
        long read = job.run().figures().pages();
        assertThat(first.pages().likely()).isBetween(read * 2 / 3, read * 3 / 2);
        assertThat(read).isBetween(first.pages().least(), first.pages().most());
        job.clock.advance(Duration.ofDays(1));
        Forecast second = job.plan();
        assertThat(second.slices())
                .allSatisfy(slice -> assertThat(slice.basis()).isEqualTo(Forecast.Basis.LEDGER));
        long readAgain = job.run().figures().pages();
        assertThat(second.pages().likely()).isBetween(readAgain * 2 / 3, readAgain * 3 / 2);
        assertThat(readAgain).isBetween(second.pages().least(), second.pages().most());
    }

    @Test
    void accessIsCheckedWithOneCallForEachAccountAndRegion() {
        job.faults.deny("eu-west-1");
        Forecast forecast = job.plan("--regions=us-east-1,eu-west-1");
        assertThat(forecast.refused()).containsOnlyKeys(new Source("123456789012", "eu-west-1"));
        assertThat(job.asked(0)).hasSize(2);
    }

    @Test
    void aDestinationThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(job.archive(), "not a directory");
        assertThat(job.plan().destination()).contains("is a file, where a directory is needed");
    }

    @Test
    void statusIsThereWhileARunGoesOn() {
        List<Coverage> seen = new ArrayList<>();
        job.run(() -> seen.add(job.status()));
        assertThat(seen.get(0).runs()).singleElement().satisfies(run -> {
            assertThat(run.endedAt()).isNull();
            assertThat(run.request()).isEqualTo("incremental");
        });
        Archive.Run ended = job.status().runs().get(0);
        assertThat(ended.outcome()).isEqualTo("complete");
        assertThat(ended.counts().slices()).isEqualTo(5);
        assertThat(ended.counts().pages()).isGreaterThan(15);
    }

    @Test
    void aCalendarTellsSealedOpenMissingAndExpiredDaysApart() {
        job.run();
        job.faults.deny("us-east-1");
        job.clock.advance(Duration.ofDays(32));
        job.run();
        StringBuilder cells = new StringBuilder();
        for (DayCoverage day : job.status().sources().get(0).days()) {
            cells.append(day.state().cell());
        }
        assertThat(cells).hasToString("#xxxxx" + ".".repeat(31));
        assertThat(job.status().sources().get(0).openInvocations()).isPositive();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            List<String> seen = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                seen.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            return seen;
        }
    }
}
