package io.ssmexport.simulator;

import io.ssmexport.simulator.s3.LoopbackServer;
import io.ssmexport.simulator.s3.S3Faults;
import io.ssmexport.simulator.s3.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for the endpoints of SSM, STS and S3 on this machine's loopback address. Every account and region has a history
 * of its own, made from the {@link Simulation}: for a clock at a UTC midnight exactly as many invocations as it says, for one that
 * moves the oldest go, new ones come, and what was running ends.
 *
 * <p>Any credentials are good; they are the account 123456789012's, unless they came from AssumeRole here.
 */
public final class Simulator implements AutoCloseable {

    private final LoopbackServer server;
    private final RequestLog log;
    private final S3Store buckets;

    private Simulator(LoopbackServer server, RequestLog log, S3Store buckets) {
        this.server = server;
        this.log = log;
        this.buckets = buckets;
    }

    /**
     * Starts to serve.
     *
     * @param clock decides what of the history is visible, and in which state
     * @param port 0 for any that is free
     * @param faults can be changed later on
     * @throws java.net.BindException if the port is in use
     */
    public static Simulator start(Simulation simulation, Clock clock, int port, Faults faults) throws IOException {
        Map<String, Operation> operations = Map.of(
                "ListCommandInvocations",
                new InvocationsOperation(simulation, clock, faults),
                "ListCommands",
                new CommandsOperation(simulation, clock, faults));
        RequestLog log = new RequestLog();
        S3Store buckets =
                new S3Store(Clock.systemUTC(), Path.of(System.getProperty("java.io.tmpdir")), S3Faults.none());
        SecurityTokens tokens = new SecurityTokens(Clock.systemUTC(), faults);
        Endpoint endpoint = new Endpoint(operations, tokens, faults, log, buckets);
        return new Simulator(LoopbackServer.start(port, "simulator", endpoint), log, buckets);
    }

    /** Clock that stands at the UTC midnight with which the current day began. */
    public static Clock frozenAtMidnight(Clock now) {
        return Clock.fixed(now.instant().truncatedTo(ChronoUnit.DAYS), ZoneOffset.UTC);
    }

    /** For example {@code http://127.0.0.1:4599}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Requests that were answered so far, oldest first; not more than the last 100,000. */
    public List<Request> requests() {
        return log.copy();
    }

    /** Most requests that were under way at the same time. */
    public int mostAtOnce() {
        return log.mostAtOnce();
    }

    /** S3, at the same address; no bucket is there until one is created. */
    public S3Store buckets() {
        return buckets;
    }

    /** Ends at once; responses under way are broken off, and objects are gone. */
    @Override
    public void close() {
        server.close();
        buckets.close();
    }
}
