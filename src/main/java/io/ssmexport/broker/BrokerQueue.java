package io.ssmexport.broker;

import io.ssmexport.failure.Failure;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.SingleConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** A queue of short texts at a broker. A text that was sent is on the broker's disk. */
public final class BrokerQueue {

    private final BrokerUrl url;
    private final String name;
    private final SingleConnectionFactory connection;
    private final JmsTemplate template;

    BrokerQueue(BrokerUrl url, String name, SingleConnectionFactory connection) {
        this.url = url;
        this.name = name;
        this.connection = connection;
        this.template = new JmsTemplate(connection);
        template.setSessionTransacted(true);
    }

    /**
     * Sends all of them or none.
     *
     * @throws Failure of kind INCOMPLETE if the broker is gone
     */
    public void send(List<String> texts) {
        try {
            template.execute(session -> {
                for (String text : texts) {
                    send(session, text);
                }
                session.commit();
                return texts;
            });
        } catch (JmsException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Broker.problem(url, e), e);
        }
    }

    private void send(Session session, String text) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue(name));
        try {
            producer.send(session.createTextMessage(text));
        } finally {
            producer.close();
        }
    }

    /**
     * Texts that wait; those that somebody has taken and not answered don't.
     *
     * @throws Failure of kind INCOMPLETE if the broker is gone
     */
    public Set<String> waiting() {
        try {
            Set<String> found = template.browse(name, (session, browser) -> {
                Set<String> texts = new HashSet<>();
                Enumeration<?> messages = browser.getEnumeration();
                while (messages.hasMoreElements()) {
                    if (messages.nextElement() instanceof TextMessage message) {
                        texts.add(message.getText());
                    }
                }
                return texts;
            });
            return Objects.requireNonNull(found);
        } catch (JmsException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Broker.problem(url, e), e);
        }
    }

    /** Whether any text waits, as far as one can know: none while the broker is gone. */
    public boolean isAnyWaiting() {
        try {
            return Boolean.TRUE.equals(template.browse(
                    name, (session, browser) -> browser.getEnumeration().hasMoreElements()));
        } catch (JmsException brokerIsGone) {
            return false;
        }
    }

    /** What becomes of a text that was taken. */
    public enum Answer {
        /** It is gone. */
        DONE,
        /** It goes to the end of the queue, as if it was sent anew. */
        AGAIN
    }

    /** Does what a text says. If that throws, the text is at the head of the queue again. */
    public interface Receiver {
        Answer receive(String text);
    }

    /**
     * Begins to take texts, so many at a time, until the result is closed. Goes on when the broker has been away.
     *
     * @param trouble is told why nothing can be taken
     */
    public Receiving receive(int atATime, Receiver receiver, Consumer<String> trouble) {
        return Receiving.begin(
                connection.getTargetConnectionFactory(),
                name,
                atATime,
                (message, session) -> {
                    if (receiver.receive(text(message)) == Answer.AGAIN) {
                        send(session, text(message));
                    }
                },
                failure -> trouble.accept(Broker.problem(url, failure).text()));
    }

    /** Nothing of what isn't ours. */
    private static String text(Message message) throws JMSException {
        return message instanceof TextMessage text ? String.valueOf(text.getText()) : "";
    }
}
