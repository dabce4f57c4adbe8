package io.ssmexport.simulator.s3;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stand-in for S3 on a port of this machine's loopback address. Buckets are made by {@link S3Store#create}, and are
 * addressed by path, or by {@code BUCKET.} in front of the host's name.
 *
 * <p>Any credentials are good; they are the account 123456789012's, unless they came from the simulator's AssumeRole.
 */
public final class S3Simulator implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;
    private final S3Store store;

    private S3Simulator(HttpServer server, ExecutorService threads, S3Store store) {
        this.server = server;
        this.threads = threads;
        this.store = store;
    }

    /**
     * Starts to serve, on any port that is free.
     *
     * @param folder below which contents go that are too big for memory
     * @param faults can be changed later on
     */
    public static S3Simulator start(Path folder, S3Faults faults) throws IOException {
        // The server reads it once, when its classes load. Without it every second response waits 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
        S3Store store = new S3Store(Clock.systemUTC(), folder, faults);
        server.createContext("/", store);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "s3-simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
        return new S3Simulator(server, threads, store);
    }

    /** For example {@code http://127.0.0.1:4599}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public S3Store store() {
        return store;
    }

    /** Ends at once; responses under way are broken off, and all objects are gone. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }
}
