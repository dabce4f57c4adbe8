package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Python's stand-in for S3, where it is installed: somebody else's reading of the same reference. */
record MotoServer(Process process, URI endpoint) implements AutoCloseable {

    private static final long SECONDS_TO_START = 60;

    /** Empty where it isn't installed. */
    static Optional<MotoServer> start() throws IOException {
        int port = freePort();
        Process process;
        try {
            process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
        Awaitility.await()
                .atMost(SECONDS_TO_START, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || server.listens());
        return process.isAlive() ? Optional.of(server) : Optional.empty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
