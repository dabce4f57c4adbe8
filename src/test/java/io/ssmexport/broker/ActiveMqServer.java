package io.ssmexport.broker;

import java.io.OutputStream;
import java.net.URI;

/** The broker that {@code simulate} has, which is ActiveMQ "classic", as a process of its own. */
final class ActiveMqServer {

    private ActiveMqServer() {}

    /** Serves; the arguments are a directory, of which it needs nothing, and what to listen at. */
    public static void main(String[] args) throws Exception {
        LocalBroker.start(URI.create(args[1]).getPort());
        // The parent's pipe ends with it.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
