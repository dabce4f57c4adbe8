package io.ssmexport.broker;

import java.io.OutputStream;
import org.apache.activemq.broker.BrokerService;

/** ActiveMQ "classic", as a process of its own. What it holds is in memory. */
final class ActiveMqServer {

    private ActiveMqServer() {}

    /** Serves; the arguments are a directory, of which it needs nothing, and what to listen at. */
    public static void main(String[] args) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.addConnector(args[1]);
        broker.start();
        // The parent's pipe ends with it.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
