package io.ssmexport.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.util.backoff.FixedBackOff;

/** Takes messages off a queue, each in a transaction, until it is closed. */
public final class Receiving implements AutoCloseable {

    private static final long PAUSE_MILLIS = 1000;

    private final DefaultMessageListenerContainer container;

    private Receiving(DefaultMessageListenerContainer container) {
        this.container = container;
    }

    static Receiving begin(
            @Nullable ConnectionFactory factory,
            String queue,
            int atATime,
            SessionAwareMessageListener<Message> listener,
            Consumer<Exception> trouble) {
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer() {
            @Override
            protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
                if (!alreadyRecovered && failure instanceof Exception told) {
                    trouble.accept(told);
                }
                super.handleListenerSetupFailure(failure, alreadyRecovered);
            }
        };
        container.setConnectionFactory(Objects.requireNonNull(factory));
        container.setDestinationName(queue);
        container.setConcurrentConsumers(atATime);
        // Spring's default acknowledges before the work is done: what a killed worker had in hand would be lost.
        container.setSessionTransacted(true);
        container.setMessageListener(listener);
        container.setTaskExecutor(new SimpleAsyncTaskExecutor("slice-"));
        container.setBackOff(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
        container.afterPropertiesSet();
        container.start();
        return new Receiving(container);
    }

    /** Takes no more, and waits until what was taken is answered. */
    @Override
    public void close() {
        container.shutdown();
    }
}
