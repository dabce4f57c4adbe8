package io.ssmexport.broker;

import java.net.URI;
import java.util.Locale;

/**
 * Address of a message broker, as its client understands it. Without user and password, which don't belong into job files and
 * process lists.
 *
 * @param kind whose client speaks to it
 * @param address what that client is told
 */
public record BrokerUrl(Kind kind, String address) {

    /** Of RabbitMQ with TLS, whose address may go without. */
    private static final int AMQPS_PORT = 5671;

    private static final String ACTIVEMQ = "activemq:";

    /** Brokers of which there are clients here. */
    enum Kind {
        ARTEMIS,
        ACTIVEMQ,
        RABBITMQ
    }

    /**
     * Understands an address by its scheme: {@code tcp://} is Artemis, {@code ssl://}, {@code failover:} and what follows
     * {@code activemq:} are ActiveMQ (Amazon MQ), {@code amqp://} and {@code amqps://} are RabbitMQ.
     *
     * @throws IllegalArgumentException saying what it must be, without the value where that may have a password
     */
    public static BrokerUrl parse(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        if (text.contains("@") || lowerCase.contains("password=")) {
            throw new IllegalArgumentException("must have no user and no password in it, which come from "
                    + Credentials.USER + " and " + Credentials.PASSWORD + " or " + Credentials.PASSWORD_FILE
                    + ", but was an address with some");
        }
        if (lowerCase.startsWith(ACTIVEMQ)) {
            return new BrokerUrl(Kind.ACTIVEMQ, text.substring(ACTIVEMQ.length()));
        }
        int colon = text.indexOf(':');
        return switch (colon < 0 ? "" : lowerCase.substring(0, colon)) {
            case "tcp", "(tcp" -> new BrokerUrl(Kind.ARTEMIS, text);
            case "ssl", "failover" -> new BrokerUrl(Kind.ACTIVEMQ, text);
            case "amqp", "amqps" -> new BrokerUrl(Kind.RABBITMQ, text);
            default ->
                throw new IllegalArgumentException("must be tcp://HOST:PORT (Artemis), ssl://HOST:PORT or activemq:URL"
                        + " (ActiveMQ, Amazon MQ), or amqps://HOST or amqp://HOST (RabbitMQ)");
        };
    }

    /** Whether it asks for TLS. */
    boolean isEncrypted() {
        String lowerCase = address.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("amqps:") || lowerCase.contains("ssl:") || lowerCase.contains("sslenabled=true");
    }

    /** The port that an address with TLS means. */
    static int encryptedPort(URI address) {
        return address.getPort() < 0 ? AMQPS_PORT : address.getPort();
    }

    /** Whether it names authorities of its own. */
    boolean hasTrustStore() {
        return address.contains("trustStore");
    }

    /** Without what follows the question mark. */
    @Override
    public String toString() {
        int question = address.indexOf('?');
        return question < 0 ? address : address.substring(0, question);
    }
}
