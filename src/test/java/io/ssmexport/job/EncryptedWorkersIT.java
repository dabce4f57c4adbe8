package io.ssmexport.job;

import io.ssmexport.broker.Artemis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** TLS between a run, its workers and the broker; of who doesn't trust it {@code BrokerTlsTest} tells. */
class EncryptedWorkersIT extends WithWorkers {

    @RegisterExtension
    private static final Artemis BROKER = Artemis.encrypted();

    @Override
    String broker() {
        return BROKER.url();
    }

    @Test
    void whoTrustsTheBrokersCertificateReads() throws Exception {
        WorkerFleet.Member run = fleet.start("run", BROKER.trust());
        fleet.start("worker", BROKER.trust());
        fleet.requireUndisturbed(run, 0);
    }
}
