package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.broker.Artemis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** TLS between a run, its workers and the broker. */
class EncryptedWorkersIT extends WithWorkers {

    @RegisterExtension
    private static final Artemis BROKER = Artemis.encrypted();

    @Override
    String broker() {
        return BROKER.url();
    }

    @Test
    void whoTrustsTheBrokersCertificateReadsAndWhoDoesNotSaysSo() throws Exception {
        WorkerFleet.Member run = fleet.start("run", BROKER.trust());
        fleet.start("worker", BROKER.trust());
        WorkerFleet.Member distrustful = fleet.worker();
        assertThat(distrustful.ended()).isEqualTo(2);
        assertThat(distrustful.told())
                .anyMatch(line -> line.startsWith("ssm-export: [broker] tcp://localhost:")
                        && line.contains("unable to find valid certification path")
                        && line.contains("JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE"));
        fleet.requireUndisturbed(run, 0);
    }
}
