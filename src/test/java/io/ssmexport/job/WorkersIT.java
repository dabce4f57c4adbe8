package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.broker.Artemis;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run hands its slices to workers by way of a real broker. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // A run whose workers are gone waits for others.
class WorkersIT {

    private static final String REGIONS = "us-east-1,eu-west-1";

    @RegisterExtension
    private static final Artemis BROKER = new Artemis();

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    private final Faults faults = Faults.none();

    private final Instant start = daysAgo(8);
    private final Instant end = daysAgo(4);

    private static int undisturbed;

    private Simulator simulator;
    private WorkerFleet fleet;

    @BeforeEach
    void serve() throws Exception {
        simulator =
                Simulator.start(new Simulation(900, 9, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
        fleet = new WorkerFleet(
                warehouse, simulator, BROKER, directory, "--from=" + start, "--until=" + end, "--regions=" + REGIONS);
    }

    @AfterEach
    void stop() throws Exception {
        fleet.close();
        simulator.close();
    }

    private static Instant daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private List<List<@Nullable String>> truth() {
        return PostgresJob.truth(simulator, start, end, List.of(REGIONS.split(",")));
    }

    private List<List<@Nullable String>> rows() throws Exception {
        return warehouse.rows().stream()
                .map(row -> row.subList(0, row.size() - 1))
                .toList();
    }

    @Test
    void workersReadWhatARunHandsOutAndTheRunTellsOfIt() throws Exception {
        WorkerFleet.Member worker = fleet.worker("--until-idle=3s");
        WorkerFleet.Member run = fleet.run();
        assertThat(run.ended()).as("%s %s", run.told(), worker.told()).isZero();
        assertThat(worker.ended()).isZero();
        assertThat(rows()).isEqualTo(truth());
        assertThat(told(worker, "[")).hasSize(8).containsExactlyInAnyOrderElementsOf(told(run, "["));
        assertThat(told(worker, "idle: ")).singleElement().asString().startsWith("idle: 8 slices, 0 failed, ");
        assertThat(told(run, "worker "))
                .singleElement()
                .asString()
                .startsWith("worker process " + worker.pid() + " on ")
                .contains(": 8 slices, 0 failed, ");
        assertThat(told(run, "done: "))
                .singleElement()
                .asString()
                .startsWith("done: 8 slices, 0 failed, 800 invocations");
    }

    private static List<String> told(WorkerFleet.Member member, String beginning) throws Exception {
        return member.told().stream().filter(line -> line.startsWith(beginning)).toList();
    }

    @Test
    void whatAKilledWorkerHadInHandOthersGoOnWith() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member killed = fleet.worker();
        awaitAsked(10);
        killed.kill();
        faults.set("latency=0ms");
        fleet.worker();
        requireUndisturbed(run, 2 * BROKEN_OFF);
    }

    @Test
    void aWorkerThatWasBelievedDeadCommitsNothingOfWhatOthersHaveNow() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member stopped = fleet.worker("--broker=" + BROKER.url() + "?connectionTTL=2000");
        awaitAsked(10);
        stopped.signal("STOP");
        WorkerFleet.Member other = fleet.worker();
        await().atMost(Duration.ofMinutes(1)).until(() -> told(other, "[").size() >= 2);
        stopped.signal("CONT");
        faults.set("latency=0ms");
        requireUndisturbed(run, 4 * BROKEN_OFF);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(stopped.told()).anyMatch(line -> line.contains("is another worker's now")));
    }

    @Test
    void aRunThatIsKilledAndStartedAgainGoesOnWithTheWorkersThatAreThere() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member killed = fleet.run();
        fleet.worker();
        awaitAsked(10);
        killed.kill();
        requireUndisturbed(fleet.run(), 2 * BROKEN_OFF);
    }

    @Test
    void whenRunAndWorkersAreKilledTheSameCommandsGoOn() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member worker = fleet.worker();
        awaitAsked(10);
        run.kill();
        worker.kill();
        faults.set("latency=0ms");
        fleet.worker();
        requireUndisturbed(fleet.run(), 2 * BROKEN_OFF);
    }

    @Test
    void aBrokerThatDiesAndComesBackIsWaitedFor() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member worker = fleet.worker();
        awaitAsked(6);
        BROKER.kill();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(worker.told()).anyMatch(line -> line.contains("can't be used")));
        BROKER.start();
        requireUndisturbed(run, 2 * BROKEN_OFF);
    }

    @Test
    void aDatabaseThatGoesAwayAndComesBackIsWaitedFor() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member worker = fleet.worker();
        awaitAsked(10);
        warehouse.restart(() -> await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(run.told()).anyMatch(line -> line.startsWith("interrupted ("))));
        requireUndisturbed(run, 4 * BROKEN_OFF);
        assertThat(worker.process().isAlive()).isTrue();
    }

    @Test
    void aMessageThatComesTwiceDoublesNothing() throws Exception {
        WorkerFleet.Member run = fleet.run();
        awaitHandedOut();
        for (String ticket : BROKER.waiting(queue())) {
            BROKER.send(queue(), ticket);
        }
        faults.set("latency=50ms");
        fleet.worker();
        fleet.worker();
        requireUndisturbed(run, 4 * BROKEN_OFF);
    }

    @Test
    void aMessageThatIsLostIsSentAgain() throws Exception {
        WorkerFleet.Member run = fleet.start("run", Map.of("ssm-export.silence", "1"));
        awaitHandedOut();
        BROKER.drain(queue());
        fleet.worker();
        requireUndisturbed(run, 0);
        assertThat(run.told()).anyMatch(line -> line.startsWith("handed out again: 2 lanes"));
    }

    @Test
    void aSliceThatKillsItsWorkersFailsAndTheNextRunTriesItAgain() throws Exception {
        String oneLane = "--regions=us-east-1";
        WorkerFleet.Member run = fleet.run(oneLane);
        List<WorkerFleet.Member> killed = new ArrayList<>();
        for (int death = 0; death < 4; death++) {
            killed.add(fleet.worker(Map.of("ssm-export.crash", "PAGE_READ:1")));
        }
        for (WorkerFleet.Member worker : killed) {
            assertThat(worker.ended()).isEqualTo(137);
        }
        WorkerFleet.Member worker = fleet.worker();
        assertThat(run.ended()).as("%s", run.told()).isEqualTo(3);
        assertThat(told(run, "failed: "))
                .singleElement()
                .asString()
                .contains("nothing came of it for 4 workers in a row, which all died");
        assertThat(told(worker, "[")).hasSize(3);
        assertThat(fleet.run(oneLane).ended()).isZero();
        assertThat(rows()).isEqualTo(PostgresJob.truth(simulator, start, end));
    }

    @Test
    void aWorkerThatIsToldToStopCommitsAndGivesItsSlicesBack() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member told = fleet.worker();
        awaitAsked(10);
        told.process().destroy();
        assertThat(told.ended()).isEqualTo(143);
        assertThat(told(told, "stopped: ")).hasSize(1);
        faults.set("latency=0ms");
        fleet.worker();
        requireUndisturbed(run, 2);
    }

    @Test
    void aRunThatIsToldToStopHasItsWorkersCommitAndGoesOnLater() throws Exception {
        faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        fleet.worker();
        awaitAsked(10);
        run.process().destroy();
        assertThat(run.ended()).isEqualTo(143);
        int asked = asked();
        assertThat(told(run, "stopped, run again: ")).hasSize(1);
        faults.set("latency=0ms");
        assertThat(asked()).as("nobody reads on").isEqualTo(asked);
        requireUndisturbed(fleet.run(), 2);
    }

    @Test
    void aWorkerThatReadsInAnotherWayRefusesAndNamesTheDifference() throws Exception {
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member other = fleet.worker("--output=none");
        assertThat(other.ended()).isEqualTo(2);
        assertThat(other.told())
                .anyMatch(line ->
                        line.contains("[output] is 'full' for the run that hands out slices but 'none' for this"));
        fleet.worker();
        requireUndisturbed(run, 0);
    }

    private String queue() throws Exception {
        return "ssm-export.fleet."
                + warehouse.value("select left(mark, 8) from ssm_export.job_lock where job = 'fleet'");
    }

    private void awaitHandedOut() {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> BROKER.waiting(queue()).size() == 2);
    }

    private void awaitAsked(int pages) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> asked() >= pages);
    }

    /**
     * Requires that the run ends as if nothing had happened.
     *
     * @param lost pages that may have been asked for twice, because they were not committed
     */
    private void requireUndisturbed(WorkerFleet.Member run, int lost) throws Exception {
        assertThat(run.ended()).as("%s", run.told()).isZero();
        int asked = asked();
        assertThat(rows()).isEqualTo(truth());
        assertThat(asked).isBetween(undisturbedPages(), undisturbedPages() + lost);
    }

    /** Requests for pages that were not committed, and the one ahead, of a slice that was broken off. */
    private static final int BROKEN_OFF = WorkerFleet.PAGES_PER_COMMIT + 1;

    /** Requests of one process that nothing disturbs, which changes with the day. */
    private int undisturbedPages() throws Exception {
        if (undisturbed == 0) {
            int before = asked();
            assertThat(fleet.local("--into=csv:undisturbed").ended()).isZero();
            undisturbed = asked() - before;
        }
        return undisturbed;
    }

    private int asked() {
        return PostgresJob.asked(simulator).size();
    }
}
