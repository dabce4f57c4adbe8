package io.ssmexport.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An endpoint that answers with what it was given, byte for byte and in that order: what no simulator should send. As an
 * extension of a test it is there for each of its cases.
 */
public final class CannedAnswers implements AfterEachCallback, AutoCloseable {

    private final Queue<Canned> answers = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Canned rest;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private record Canned(int status, ByteBuffer body) {
        Canned(int status, String body) {
            this(status, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** A request as it came. */
    public record Received(Headers headers, String body) {}

    public CannedAnswers() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            Canned next = answers.poll();
            Canned answer = Objects.requireNonNull(next == null ? rest : next, "an answer");
            byte[] body = answer.body().array();
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(exchange.getRequestHeaders(), sent));
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Answers the next requests. */
    public void add(String... next) {
        List.of(next).forEach(body -> answers.add(new Canned(200, body)));
    }

    /** Answers the next request with bytes that may be no text. */
    public void addBytes(byte[] body) {
        answers.add(new Canned(200, ByteBuffer.wrap(body)));
    }

    /** Answers all requests for which there is no answer of their own. */
    public void addForEver(String body) {
        addForEver(200, body);
    }

    /** Answers all requests for which there is no answer of their own with a status. */
    public void addForEver(int status, String body) {
        rest = new Canned(status, body);
    }

    /** Answers the next request with a status. */
    public void add(int status, String body) {
        answers.add(new Canned(status, body));
    }

    /** Refuses the next request. */
    public void addRefusal(String code) {
        answers.add(new Canned(400, "{\"__type\": \"" + code + "\", \"message\": \"\"}"));
    }

    /** The requests so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Whether all were sent. */
    public boolean areSent() {
        return answers.isEmpty();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
