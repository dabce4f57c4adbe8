package io.ssmexport.wire;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An endpoint that answers with what it was given, byte for byte and in that order: what no simulator should send. */
public final class CannedAnswers implements AutoCloseable {

    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    public CannedAnswers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = bodies.remove().getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Answers the next requests. */
    public void add(String... next) {
        bodies.addAll(List.of(next));
    }

    /** Whether all were sent. */
    public boolean areSent() {
        return bodies.isEmpty();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
