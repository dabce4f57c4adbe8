package io.ssmexport.simulator.s3;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a port of this machine's loopback address, with a thread for each request that is under way. */
public final class LoopbackServer implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @param name of the threads
     * @throws java.net.BindException if the port is in use
     */
    public static LoopbackServer start(int port, String name, HttpHandler handler) throws IOException {
        // The server reads it once, when its classes load. Without it every second response waits 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        server.createContext("/", handler);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
        return new LoopbackServer(server, threads);
    }

    /** For example {@code http://127.0.0.1:4599}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Ends at once; responses under way are broken off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
