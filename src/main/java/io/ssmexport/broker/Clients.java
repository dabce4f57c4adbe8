package io.ssmexport.broker;

import com.rabbitmq.jms.admin.RMQConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.net.URI;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The brokers' clients, set so that a consumer holds one message at a time and no client gives one up by itself. */
final class Clients {

    private Clients() {}

    /** Connections to a broker; each client's classes are loaded only here, and only where its broker is named. */
    static ConnectionFactory of(BrokerUrl url, Credentials credentials) throws JMSException {
        return switch (url.kind()) {
            case ARTEMIS -> artemis(url, credentials);
            case ACTIVEMQ -> activeMq(url, credentials);
            case RABBITMQ -> rabbitMq(url, credentials);
        };
    }

    private static ConnectionFactory artemis(BrokerUrl url, Credentials credentials) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url.address());
        if (credentials.user() != null) {
            factory.setUser(credentials.user()).setPassword(credentials.password());
        }
        factory.setConsumerWindowSize(0);
        return factory;
    }

    private static ConnectionFactory activeMq(BrokerUrl url, Credentials credentials) {
        org.apache.activemq.ActiveMQConnectionFactory factory = new org.apache.activemq.ActiveMQConnectionFactory(
                credentials.user(), credentials.password(), url.address());
        factory.getPrefetchPolicy().setAll(0);
        factory.getRedeliveryPolicy().setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        factory.getRedeliveryPolicy().setInitialRedeliveryDelay(0);
        return factory;
    }

    private static ConnectionFactory rabbitMq(BrokerUrl url, Credentials credentials) throws JMSException {
        RMQConnectionFactory factory = new RMQConnectionFactory();
        URI address = URI.create(url.address());
        // Of an encrypted one it would make a context that takes any certificate, and tells it the password.
        factory.setUri("amqp:" + address.getRawSchemeSpecificPart());
        if (url.isEncrypted()) {
            factory.setPort(BrokerUrl.encryptedPort(address));
            factory.setUseDefaultSslContext(true);
            factory.setHostnameVerification(true);
        }
        if (credentials.user() != null) {
            factory.setUsername(credentials.user());
            factory.setPassword(credentials.password());
        }
        factory.setChannelsQos(1);
        factory.setDeclareReplyToDestination(false);
        return factory;
    }
}
