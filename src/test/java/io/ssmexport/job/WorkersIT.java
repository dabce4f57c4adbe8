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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run hands its slices to workers by way of a real broker. */
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
        WorkerFleet.Member killed = fleet.worker("--parallel=2");
        await().atMost(Duration.ofMinutes(1)).until(() -> asked() >= 10);
        killed.kill();
        faults.set("latency=0ms");
        fleet.worker();
        assertThat(run.ended()).as("%s", run.told()).isZero();
        int asked = asked();
        assertThat(rows()).isEqualTo(truth());
        assertThat(asked).isLessThanOrEqualTo(undisturbedPages() + lost(2));
    }

    /** Most requests that are made twice because so many slices were broken off. */
    private static int lost(int slices) {
        return slices * (WorkerFleet.PAGES_PER_COMMIT + 1);
    }

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
