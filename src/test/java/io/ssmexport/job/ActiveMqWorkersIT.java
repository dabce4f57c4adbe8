package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.broker.Artemis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same as {@link WorkersIT}, over ActiveMQ "classic", which Amazon MQ sells, where its client may differ. */
class ActiveMqWorkersIT extends WithWorkers {

    @RegisterExtension
    private static final Artemis BROKER = Artemis.activeMq();

    @Override
    String broker() {
        return BROKER.url();
    }

    @BeforeEach
    void setUp() {
        fleet.faults.set("latency=100ms");
    }

    @Test
    void whatAStoppedAndAKilledWorkerHadInHandOthersGoOnWith() throws Exception {
        WorkerFleet.Member run = fleet.run();
        WorkerFleet.Member stopped = fleet.worker();
        fleet.awaitAsked(4);
        stopped.process().destroy();
        assertThat(stopped.ended()).isEqualTo(143);
        assertThat(stopped.told("stopped: ")).hasSize(1);
        WorkerFleet.Member killed = fleet.worker();
        fleet.awaitAsked(fleet.asked() + 6);
        killed.kill();
        fleet.worker();
        fleet.faults.set("latency=0ms");
        fleet.requireUndisturbed(run, 2 + 2 * WorkerFleet.BROKEN_OFF);
    }
}
