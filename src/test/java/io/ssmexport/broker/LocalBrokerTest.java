package io.ssmexport.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LocalBrokerTest {

    @AutoClose
    private final LocalBroker local = LocalBroker.start(0);

    @Test
    void whatIsSentWaitsUntilSomebodyTakesIt() throws Exception {
        BlockingQueue<String> taken = new ArrayBlockingQueue<>(1);
        try (Broker broker = Broker.open(BrokerUrl.parse(local.url()), Map.of())) {
            BrokerQueue queue = broker.queue("lanes");
            queue.send(List.of("a lane"));
            assertThat(queue.waiting()).containsExactly("a lane");
            Receiving receiving = queue.receive(
                    1,
                    text -> {
                        taken.add(text);
                        return BrokerQueue.Answer.DONE;
                    },
                    trouble -> {});
            assertThat(taken.poll(1, TimeUnit.MINUTES)).isEqualTo("a lane");
            receiving.close();
        }
    }

    /** What is urgent is sent first, and what was read for a while has its turn after what waits. */
    @Test
    void textsComeInTheOrderInWhichTheyWereSentAndAgainAtTheEnd() throws Exception {
        BlockingQueue<String> taken = new ArrayBlockingQueue<>(8);
        try (Broker broker = Broker.open(BrokerUrl.parse(local.url()), Map.of())) {
            BrokerQueue queue = broker.queue("lanes");
            queue.send(List.of("urgent", "newest", "older"));
            Receiving receiving = queue.receive(
                    1,
                    text -> {
                        boolean isFirst = taken.isEmpty();
                        taken.add(text);
                        return isFirst ? BrokerQueue.Answer.AGAIN : BrokerQueue.Answer.DONE;
                    },
                    trouble -> {});
            await().until(() -> taken.size() == 4);
            receiving.close();
            assertThat(taken).containsExactly("urgent", "newest", "older", "urgent");
            assertThat(queue.isAnyWaiting()).isFalse();
        }
    }

    @Test
    void aPortInUseIsNamed() {
        int taken = Integer.parseInt(local.url().substring("activemq:tcp://127.0.0.1:".length()));
        assertThatThrownBy(() -> LocalBroker.start(taken))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessageContainingAll(
                        "[broker-port] " + taken + " of 127.0.0.1", "choose another with --broker-port");
    }
}
