package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.request.ListRange;
import io.ssmexport.request.ListToken;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.slice.Slice;
import io.ssmexport.wire.CannedAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlicePagesTest {

    private static final int AHEAD = 3;
    private static final Instant NOW = Instant.parse("2026-11-19T00:00:00Z");
    private static final Slice SLICE =
            new Slice("123456789012", "us-east-1", NOW.minus(Duration.ofDays(1)), Duration.ofDays(1));

    private static final InvocationQuery QUERY = new InvocationQuery(null, null, List.of(), true, 10, null);

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

    private SlicePages pages() {
        SlicePages pages = new SlicePages(clients, QUERY, SLICE, SLICE.end(), AHEAD, requests, stop);
        pages.start(PagePosition.first(QUERY));
        return pages;
    }

    @Test
    void pagesAreAskedForAheadOfTheirReaderAndNoMoreThanMayWait() {
        SlicePages pages = pages();
        pages.next();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 1 + AHEAD);
        pages.next();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 2 + AHEAD);
        assertThat(pages.position().pages()).isEqualTo(2);
    }

    @Test
    void thePositionIsThatOfItsReaderAndNotOfThePagesAhead() {
        SlicePages killed = pages();
        killed.next();
        PagePosition afterFirst = killed.position();
        CommandPage second = killed.next();
        SlicePages resumed = pages();
        resumed.start(afterFirst);
        CommandPage again = resumed.next();
        assertThat(again).isNotNull();
        assertThat(again.number()).isEqualTo(2);
        assertThat(again.invocations()).isEqualTo(second == null ? null : second.invocations());
    }

    @Test
    void afterAStopNoPageIsAskedFor() {
        SlicePages pages = pages();
        pages.next();
        await().until(() -> asked() == 1 + AHEAD);
        stop.request();
        assertThat(pages.next()).isNull();
        assertThat(pages.position().done()).isFalse();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 1 + AHEAD);
    }

    @Test
    void theLastPageEndsTheChain() {
        SlicePages pages = pages();
        List<CommandPage> read = new ArrayList<>();
        for (CommandPage page = pages.next(); page != null; page = pages.next()) {
            read.add(page);
        }
        assertThat(pages.position().done()).isTrue();
        assertThat(read).extracting(CommandPage::number).startsWith(1, 2, 3).hasSize(asked());
    }

    /** Only a page tells whether the next one is wanted. */
    @Test
    void ofAListThatIsCutNoPageIsAskedForThatMayNotBeWanted() {
        InvocationQuery ten =
                new InvocationQuery(null, null, List.of(), true, 5, new ListRange(10, ListToken.ofPage(null)));
        SlicePages pages = new SlicePages(clients, ten, SLICE, SLICE.end(), AHEAD, requests, stop);
        pages.start(PagePosition.first(ten));
        pages.next();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 2);
        pages.next();
        assertThat(pages.position().done()).isTrue();
        await().during(Duration.ofMillis(200)).until(() -> asked() == 2);
    }

    @Test
    void aListOfNothingButEmptyPagesEndsWithAFailure() throws Exception {
        try (CannedAnswers answers = new CannedAnswers();
                SsmClients canned = SimulatedClients.to(answers.endpoint(), Access.own())) {
            IntStream.rangeClosed(1, 10_001)
                    .forEach(page -> answers.add("{\"CommandInvocations\": [], \"NextToken\": \"" + page + "\"}"));
            SlicePages pages = new SlicePages(canned, QUERY, SLICE, SLICE.end(), AHEAD, requests, stop);
            pages.start(PagePosition.first(QUERY));
            for (int page = 0; page < 10_000; page++) {
                assertThat(pages.next()).isNotNull();
            }
            assertThatThrownBy(pages::next)
                    .hasMessageStartingWith("[123456789012 us-east-1 2026-11-18 page 10001] the list must go on but had"
                            + " 10000 empty pages in a row");
        }
    }

    private int asked() {
        return simulator.requests().size();
    }
}
