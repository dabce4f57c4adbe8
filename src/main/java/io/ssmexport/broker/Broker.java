package io.ssmexport.broker;

import io.ssmexport.failure.Cause;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Map;
import org.springframework.jms.connection.SingleConnectionFactory;

/** A message broker to which we are connected. */
public final class Broker implements AutoCloseable {

    private final BrokerUrl url;
    private final SingleConnectionFactory connection;

    private Broker(BrokerUrl url, ConnectionFactory factory) {
        this.url = url;
        this.connection = new SingleConnectionFactory(factory);
        connection.setReconnectOnException(true);
    }

    /**
     * Connects.
     *
     * @param variables environment variables, for user and password
     * @throws Failure of kind USAGE if the broker can't be reached or doesn't let us in
     */
    public static Broker open(BrokerUrl url, Map<String, String> variables) {
        Credentials credentials = Credentials.of(variables);
        try {
            Broker broker = new Broker(url, Clients.of(url, credentials));
            broker.connection.initConnection();
            return broker;
        } catch (JMSException | RuntimeException e) {
            throw new Failure(
                    Failure.Kind.USAGE, problem(url, Handshake.refusal(url).orElse(e)), e);
        }
    }

    /** A queue, which is made when it is first used. */
    public BrokerQueue queue(String name) {
        return new BrokerQueue(url, name, connection);
    }

    static Problem problem(BrokerUrl url, Exception e) {
        return Problem.at("broker", url + " can't be used (" + Cause.root(e) + ")")
                .withRemedy("start it, or name another; user and password come from " + Credentials.USER + " and "
                        + Credentials.PASSWORD
                        + (url.isEncrypted()
                                ? "; Java must trust its certificate, by JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE too"
                                : ""));
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
