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

/** TLS between a run, its workers and the broker. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EncryptedWorkersIT {

    @RegisterExtension
    private static final Artemis BROKER = Artemis.encrypted();

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    @AutoClose
    private WorkerFleet fleet;

    @BeforeEach
    void serve() throws Exception {
        fleet = new WorkerFleet(warehouse, BROKER.url(), directory);
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
