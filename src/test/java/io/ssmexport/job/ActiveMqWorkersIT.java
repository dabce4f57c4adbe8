package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.broker.Artemis;
import io.ssmexport.postgres.Warehouse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link WorkersIT}, over ActiveMQ "classic", which Amazon MQ sells, where its client may differ. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // A run whose workers are gone waits for others.
class ActiveMqWorkersIT {

    @RegisterExtension
    private static final Artemis BROKER = Artemis.activeMq();

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    @AutoClose
    private WorkerFleet fleet;

    @BeforeEach
    void serve() throws Exception {
        fleet = new WorkerFleet(warehouse, BROKER.url(), directory);
        fleet.faults.set("latency=200ms");
    }

    @Test
    void whatAStoppedAndAKilledWorkerHadInHandOthersGoOnWith() throws Exception {
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member stopped = fleet.worker();
        fleet.awaitAsked(4);
        WorkerFleet.Member killed = fleet.readyWorker();
        stopped.process().destroy();
        assertThat(stopped.ended()).isEqualTo(143);
        fleet.awaitAsked(fleet.asked() + 6);
        fleet.readyWorker();
        killed.kill();
        fleet.faults.set("latency=0ms");
        fleet.requireUndisturbed(run, 2 + 2 * WorkerFleet.BROKEN_OFF);
    }
}
