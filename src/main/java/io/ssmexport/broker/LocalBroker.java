package io.ssmexport.broker;

import io.ssmexport.failure.Cause;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;

/** A broker on loopback in this process, to try workers out. It holds what was sent in memory, and takes anybody. */
public final class LocalBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final BrokerService service;
    private final int port;

    private LocalBroker(BrokerService service, int port) {
        this.service = service;
        this.port = port;
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free
     * @throws Failure of kind USAGE if the port can't be used
     */
    public static LocalBroker start(int port) {
        BrokerService service = new BrokerService();
        service.setPersistent(false);
        service.setUseJmx(false);
        service.setUseShutdownHook(false);
        try {
            TransportConnector connector = service.addConnector("tcp://" + HOST + ":" + port);
            service.start();
            return new LocalBroker(
                    service, connector.getServer().getSocketAddress().getPort());
        } catch (Exception e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at("broker-port", port + " of " + HOST + " can't be used (" + Cause.root(e) + ")")
                            .withRemedy("choose another with --broker-port, or --broker-port 0 for any that is free"),
                    e);
        }
    }

    /** What {@code --broker} takes. */
    public String url() {
        return "activemq:tcp://" + HOST + ":" + port;
    }

    /** What it holds is gone. */
    @Override
    public void close() {
        try {
            service.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
