package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cap is a least time for so many requests, which no machine is too slow to keep. */
class CappedRequestsTest {

    private static final int REQUESTS = 7;
    private static final double PER_SECOND = 20;
    private static final Source EAST = new Source("123456789012", "us-east-1");

    private final Faults faults = Faults.none();
    private Simulator simulator;

    @BeforeEach
    void serve() throws IOException {
        simulator = Simulator.start(new Simulation(1, 1, 1), Clock.systemUTC(), 0, faults);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static Duration leastFor(int requests) {
        return Duration.ofMillis((long) ((requests - 1) * 1000 / PER_SECOND));
    }

    @Test
    void requestsStartAnIntervalApartRepeatedOnesToo() {
        faults.set("fail=3");
        try (SsmClients clients =
                SimulatedClients.to(simulator.endpoint(), new Access(List.of(), List.of(), PER_SECOND))) {
            long start = System.nanoTime();
            for (int request = 0; request < REQUESTS; request++) {
                clients.ssm(EAST).listCommandInvocations(all -> {});
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            int sent = simulator.requests().size();
            assertThat(sent).isGreaterThan(REQUESTS);
            assertThat(took).isGreaterThanOrEqualTo(leastFor(sent));
            assertThat(clients.retries()).isEqualTo(sent - REQUESTS);
        }
    }

    @Test
    void whatWasThrottledIsCountedAsThatAndAsRetried() {
        faults.set("throttle=2");
        try (SsmClients clients = SimulatedClients.to(simulator.endpoint(), Access.own())) {
            clients.ssm(EAST).listCommandInvocations(all -> {});
            clients.ssm(EAST).listCommandInvocations(all -> {});
            assertThat(clients.retries()).isEqualTo(1);
            assertThat(clients.throttles()).isEqualTo(1);
        }
    }
}
