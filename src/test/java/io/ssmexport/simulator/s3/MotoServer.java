package io.ssmexport.simulator.s3;

import io.ssmexport.LocalPort;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Python's stand-in for S3, where it is installed: somebody else's reading of the same reference. */
record MotoServer(Process process, URI endpoint) implements AutoCloseable {

    private static final long SECONDS_TO_START = 60;

    /** Empty where it isn't installed. */
    static Optional<MotoServer> start() throws IOException {
        LocalPort port = LocalPort.free();
        Process process;
        try {
            process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port.number()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port.number()));
        Awaitility.await().atMost(SECONDS_TO_START, TimeUnit.SECONDS).until(() -> !process.isAlive() || port.listens());
        return process.isAlive() ? Optional.of(server) : Optional.empty();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
