package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.broker.Broker;
import io.ssmexport.broker.BrokerUrl;
import io.ssmexport.broker.RabbitMq;
import io.ssmexport.failure.Failure;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same as {@link WorkersIT}, where another client and another broker may differ. */
class RabbitWorkersIT extends WithWorkers {

    @RegisterExtension
    private static final RabbitMq BROKER = new RabbitMq();

    @Override
    String broker() {
        return BROKER.url();
    }

    @BeforeEach
    void setUp() {
        fleet.set("SSM_EXPORT_BROKER_USER", "guest");
        fleet.set("SSM_EXPORT_BROKER_PASSWORD", "guest");
    }

    @Test
    void whatAStoppedAndAKilledWorkerHadInHandOthersGoOnWithAndABrokerThatDiesIsWaitedFor() throws Exception {
        fleet.faults.set("latency=100ms");
        WorkerFleet.Member run = fleet.start("run", Map.of("ssm-export.silence", "5"));
        WorkerFleet.Member stopped = fleet.worker();
        fleet.awaitAsked(4);
        stopped.process().destroy();
        assertThat(stopped.ended()).isEqualTo(143);
        WorkerFleet.Member killed = fleet.worker();
        fleet.awaitAsked(fleet.asked() + 4);
        killed.kill();
        WorkerFleet.Member last = fleet.worker();
        fleet.awaitAsked(fleet.asked() + 4);
        BROKER.kill();
        last.awaitTold("can't be used", Duration.ofMinutes(1));
        fleet.faults.set("latency=0ms");
        BROKER.start();
        fleet.requireUndisturbed(run, 2 + 4 * WorkerFleet.BROKEN_OFF);
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        fleet.set("SSM_EXPORT_BROKER_PASSWORD", "s3cret");
        WorkerFleet.Member worker = fleet.worker();
        assertThat(worker.ended()).isEqualTo(2);
        assertThat(worker.told())
                .singleElement()
                .asString()
                .startsWith("ssm-export: [broker] amqp://127.0.0.1:")
                .contains("SSM_EXPORT_BROKER_PASSWORD")
                .doesNotContain("s3cret");
    }

    @Test
    void itsCertificateMustBeOfATrustedAuthorityAndForTheHostInTheAddress() throws Exception {
        SSLContext usual = SSLContext.getDefault();
        refused("localhost", "unable to find valid certification path");
        try {
            SSLContext.setDefault(BROKER.trust());
            open("localhost").close();
            refused("127.0.0.1", "No subject alternative names");
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    private static void refused(String host, String why) {
        assertThatThrownBy(() -> open(host))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[broker] " + BROKER.encryptedUrl(host) + " can't be used (")
                .hasMessageContaining(why);
    }

    private static Broker open(String host) {
        return Broker.open(BrokerUrl.parse(BROKER.encryptedUrl(host)), Map.of());
    }
}
