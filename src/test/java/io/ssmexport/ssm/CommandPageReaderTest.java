package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class CommandPageReaderTest {

    private static final int AHEAD = 3;
    private static final Instant NOW = Instant.parse("2026-11-19T00:00:00Z");
    private static final Slice SLICE =
            new Slice("123456789012", "us-east-1", NOW.minus(Duration.ofDays(1)), Duration.ofDays(1));

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final StopSignal stop = new StopSignal();
    private final ExecutorService requests = Executors.newCachedThreadPool();

    private Simulator simulator;
    private SsmClients clients;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(new Simulation(100, 1, 5), clock, 0, Faults.none());
        clients = SimulatedClients.to(simulator.endpoint(), Access.own());
    }

    @AfterEach
    void close() {
        requests.shutdownNow();
        clients.close();
        simulator.close();
    }

    private CommandPageReader reader() {
        CommandPageReader reader = new CommandPageReader(
                clients.ssm(Source.of(SLICE)),
                new InvocationQuery(null, null, List.of(), true, 10, null),
                SLICE,
                SLICE.end(),
                clients.time(),
                AHEAD,
                requests,
                stop);
        reader.open(new ExecutionContext());
        return reader;
    }

    @Test
    void pagesAreAskedForAheadOfTheirReaderAndNoMoreThanMayWait() {
        CommandPageReader reader = reader();
        reader.read();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 1 + AHEAD);
        reader.read();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 2 + AHEAD);
        assertThat(reader.pages()).isEqualTo(2);
    }

    @Test
    void theSavedPositionIsThatOfTheReaderAndNotOfThePagesAhead() {
        CommandPageReader killed = reader();
        CommandPage first = killed.read();
        ExecutionContext saved = new ExecutionContext();
        killed.update(saved);
        CommandPage second = killed.read();
        CommandPageReader resumed = reader();
        resumed.open(saved);
        CommandPage again = resumed.read();
        assertThat(first).isNotNull();
        assertThat(again).isNotNull();
        assertThat(again.number()).isEqualTo(2);
        assertThat(again.invocations()).isEqualTo(second == null ? null : second.invocations());
    }

    @Test
    void afterAStopNoPageIsAskedFor() {
        CommandPageReader reader = reader();
        reader.read();
        await().until(() -> asked() == 1 + AHEAD);
        stop.request();
        assertThat(reader.read()).isNull();
        assertThat(reader.isDone()).isFalse();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 1 + AHEAD);
    }

    @Test
    void theLastPageEndsTheChain() {
        CommandPageReader reader = reader();
        List<CommandPage> pages = new ArrayList<>();
        for (CommandPage page = reader.read(); page != null; page = reader.read()) {
            pages.add(page);
        }
        assertThat(reader.isDone()).isTrue();
        assertThat(pages).extracting(CommandPage::number).startsWith(1, 2, 3).hasSize(asked());
    }

    private int asked() {
        return simulator.requests().size();
    }
}
