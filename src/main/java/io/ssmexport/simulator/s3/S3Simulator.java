package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A stand-in for S3 on a port of this machine's loopback address. Buckets are made by {@link S3Store#create}, and are
 * addressed by path, or by {@code BUCKET.} in front of the host's name.
 *
 * <p>Any credentials are good; they are the account 123456789012's, unless they came from the simulator's AssumeRole.
 */
public final class S3Simulator implements AutoCloseable {

    private final LoopbackServer server;
    private final S3Store store;

    private S3Simulator(LoopbackServer server, S3Store store) {
        this.server = server;
        this.store = store;
    }

    /**
     * Starts to serve, on any port that is free.
     *
     * @param folder below which contents go that are too big for memory
     * @param faults can be changed later on
     */
    public static S3Simulator start(Path folder, S3Faults faults) throws IOException {
        S3Store store = new S3Store(Clock.systemUTC(), folder, faults);
        return new S3Simulator(LoopbackServer.start(0, "s3-simulator", store), store);
    }

    /** For example {@code http://127.0.0.1:4599}. */
    public URI endpoint() {
        return server.endpoint();
    }

    public S3Store store() {
        return store;
    }

    /** Ends at once; responses under way are broken off, and all objects are gone. */
    @Override
    public void close() {
        server.close();
        store.close();
    }
}
