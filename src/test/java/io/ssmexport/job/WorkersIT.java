package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.broker.Artemis;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run hands its slices to workers by way of a real broker. */
class WorkersIT extends WithWorkers {

    @RegisterExtension
    private static final Artemis BROKER = new Artemis();

    @Override
    String broker() {
        return BROKER.url();
    }

    @Test
    void workersReadWhatARunHandsOutAndTheRunTellsOfItButNotOneThatReadsInAnotherWay() throws Exception {
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member other = fleet.worker("--output=none");
        assertThat(other.ended()).isEqualTo(2);
        assertThat(other.told())
                .anyMatch(line ->
                        line.contains("[output] is 'full' for the run that hands out slices but 'none' for this"));
        WorkerFleet.Member worker = fleet.worker("--until-idle=1s");
        assertThat(run.ended()).as("%s %s", run.told(), worker.told()).isZero();
        assertThat(worker.ended()).isZero();
        assertThat(fleet.rows()).isEqualTo(fleet.truth(List.of("us-east-1", "eu-west-1")));
        assertThat(worker.told("[")).hasSize(8).containsExactlyInAnyOrderElementsOf(run.told("["));
        assertThat(worker.told("idle: ")).singleElement().asString().startsWith("idle: 8 slices, 0 failed, ");
        assertThat(run.told("worker "))
                .singleElement()
                .asString()
                .startsWith("worker process " + worker.pid() + " on ")
                .contains(": 8 slices, 0 failed, ");
        assertThat(run.told("done: "))
                .singleElement()
                .asString()
                .startsWith("done: 8 slices, 0 failed, 800 invocations");
    }

    @Test
    void aWorkerThatWasBelievedDeadCommitsNothingOfWhatOthersHaveNow() throws Exception {
        fleet.faults.set("latency=100ms");
        fleet.set("PGOPTIONS", "-c idle_in_transaction_session_timeout=3s");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member stopped = fleet.worker("--broker=" + BROKER.url() + "?connectionTTL=2000");
        fleet.awaitAsked(6);
        WorkerFleet.Member other = stopWithinATransaction(stopped);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(other.told("[")).as("%s", other.told()).isNotEmpty());
        stopped.signal("CONT");
        fleet.faults.set("latency=0ms");
        fleet.requireUndisturbed(run, 4 * WorkerFleet.BROKEN_OFF);
        stopped.awaitTold("is another worker's now", Duration.ofSeconds(10));
        assertThat(stopped.told("failed: ")).isEmpty();
    }

    @Test
    void aBrokerAndADatabaseThatGoAwayAndComeBackAreWaitedFor() throws Exception {
        fleet.faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member worker = fleet.worker();
        fleet.awaitAsked(6);
        BROKER.kill();
        worker.awaitTold("can't be used", Duration.ofMinutes(1));
        BROKER.start();
        fleet.awaitAsked(fleet.asked() + 6);
        warehouse.restart(() -> worker.awaitTold("interrupted (", Duration.ofMinutes(1)));
        fleet.requireUndisturbed(run, 6 * WorkerFleet.BROKEN_OFF);
        assertThat(worker.process().isAlive()).isTrue();
    }

    @Test
    void aMessageThatIsLostIsSentAgainAndOneThatComesTwiceDoublesNothing() throws Exception {
        WorkerFleet.Member run = fleet.start("run", Map.of("ssm-export.silence", "1"));
        awaitHandedOut();
        String twice = BROKER.waiting(fleet.queue()).get(0);
        BROKER.drain(fleet.queue());
        BROKER.send(fleet.queue(), twice);
        BROKER.send(fleet.queue(), twice);
        fleet.faults.set("latency=50ms");
        fleet.worker();
        fleet.worker();
        fleet.requireUndisturbed(run, 4 * WorkerFleet.BROKEN_OFF);
        assertThat(run.told()).anyMatch(line -> line.startsWith("handed out again: "));
    }

    @Test
    void aSliceThatKillsItsWorkersFailsAndTheNextRunTriesItAgain() throws Exception {
        String oneLane = "--regions=us-east-1";
        WorkerFleet.Member run = fleet.run(oneLane);
        Map<String, String> dies = Map.of("ssm-export.crash", "PAGE_READ:1");
        assertThat(fleet.start("worker", dies).ended()).isEqualTo(137);
        twoMoreDied();
        assertThat(fleet.start("worker", dies).ended()).isEqualTo(137);
        WorkerFleet.Member worker = fleet.worker();
        assertThat(run.ended()).as("%s", run.told()).isEqualTo(3);
        assertThat(run.told("failed: "))
                .singleElement()
                .asString()
                .contains("nothing came of it for 4 workers in a row, which all died");
        assertThat(worker.told("[")).hasSize(3);
        assertThat(fleet.run(oneLane).ended()).isZero();
        assertThat(fleet.rows()).isEqualTo(fleet.truth(List.of("us-east-1")));
    }

    @Test
    void aRunThatIsToldToStopEndsAfterItsWorkersCommits() throws Exception {
        fleet.faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.run();
        fleet.worker();
        fleet.awaitAsked(8);
        run.process().destroy();
        assertThat(run.ended()).isEqualTo(143);
        int asked = fleet.asked();
        assertThat(run.told("stopped, run again: ")).hasSize(1);
        fleet.faults.set("latency=0ms");
        assertThat(fleet.asked()).as("nobody reads on").isEqualTo(asked);
        fleet.requireUndisturbed(fleet.run(), 2);
    }

    /** As they leave it: without a commit. */
    private void twoMoreDied() throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update ssm_export.slice_reader set begun = begun + 2");
        }
    }

    /** So that others wait for what it holds there; gives one that is ready. */
    private WorkerFleet.Member stopWithinATransaction(WorkerFleet.Member worker) throws Exception {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table ssm.command_plugin in share row exclusive mode");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !warehouse
                            .query("select pid from pg_locks where not granted")
                            .isEmpty());
            WorkerFleet.Member other = fleet.readyWorker();
            worker.signal("STOP");
            connection.rollback();
            return other;
        }
    }

    private void awaitHandedOut() {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> BROKER.waiting(fleet.queue()).size() == 2);
    }
}
