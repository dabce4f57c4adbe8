package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ssmexport.simulator.s3.S3Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The HTTP side: tells AWS JSON from the query protocol and from S3, lets faults happen, and logs every request. */
final class Endpoint implements HttpHandler {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String TARGET_PREFIX = "AmazonSSM.";
    private static final String HTML = "<html><body><h1>Sign in to the guest network</h1></body></html>";

    private static final String GATEWAY = "{\"message\":\"Forbidden\"}";

    private final Map<String, Operation> operations;
    private final SecurityTokens tokens;
    private final Faults faults;
    private final RequestLog log;
    private final S3Store buckets;
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param operations of SSM, by name */
    Endpoint(Map<String, Operation> operations, SecurityTokens tokens, Faults faults, RequestLog log, S3Store buckets) {
        this.operations = operations;
        this.tokens = tokens;
        this.faults = faults;
        this.log = log;
        this.buckets = buckets;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (S3Store.isMeant(exchange)) {
            buckets.handle(exchange);
            return;
        }
        try (exchange) {
            // Whatever is left unread would cost the client its connection.
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Reply reply = counted(exchange, target, body);
            boolean isCut = target != null && faults.cuts();
            send(exchange, reply, isCut ? reply.body().length / 2 : reply.body().length);
        } catch (InterruptedException e) {
            // The simulator is being closed; the connection goes with it.
            Thread.currentThread().interrupt();
        }
    }

    /** A request is no longer under way once its answer is sent: who has it may ask for more before this thread goes on. */
    private Reply counted(HttpExchange exchange, @Nullable String target, String body)
            throws IOException, InterruptedException {
        log.begin();
        try {
            Reply reply = logged(exchange, target, body);
            return target == null ? reply : withFaults(reply);
        } finally {
            log.end();
        }
    }

    private Reply logged(HttpExchange exchange, @Nullable String target, String body) throws IOException {
        Optional<Signer> signer =
                Signer.ofAuthorization(exchange.getRequestHeaders().getFirst("Authorization"));
        Reply reply = target == null ? tokens.answer(signer, body) : answer(signer, target, body);
        log.add(new Request(
                target == null ? SecurityTokens.action(body) : target.replace(TARGET_PREFIX, ""),
                signer.map(Signer::account).orElse(""),
                signer.map(Signer::region).orElse(""),
                body,
                reply.status(),
                reply.errorCode()));
        return reply;
    }

    private Reply answer(Optional<Signer> signer, String target, String body) throws IOException {
        try {
            if (signer.isEmpty()) {
                throw ServiceError.badRequest("MissingAuthenticationTokenException", "Missing Authentication Token");
            }
            Operation operation = operation(target);
            if (operation == null) {
                throw ServiceError.badRequest("UnknownOperationException", "");
            }
            faults.beforeAnswer(signer.get(), target.substring(TARGET_PREFIX.length()));
            return new Reply(200, JSON, operation.answer(signer.get(), parse(body)), "");
        } catch (ServiceError e) {
            byte[] error = mapper.writeValueAsBytes(Map.of("__type", e.code(), "message", e.message()));
            return new Reply(e.status(), JSON, error, e.code());
        }
    }

    private @Nullable Operation operation(String target) {
        return target.startsWith(TARGET_PREFIX) ? operations.get(target.substring(TARGET_PREFIX.length())) : null;
    }

    private JsonNode parse(String body) throws ServiceError {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw ServiceError.badRequest("SerializationException", "The body is not valid JSON");
        }
    }

    private Reply withFaults(Reply reply) throws IOException, InterruptedException {
        Duration delay = faults.delay();
        if (!delay.isZero()) {
            Thread.sleep(delay.toMillis());
        }
        return faults.garbles() ? Reply.of(200, "text/html", HTML, "") : withoutList(reply);
    }

    private Reply withoutList(Reply reply) throws IOException {
        if (faults.isGateway()) {
            return Reply.of(200, JSON, GATEWAY, "");
        }
        if (!faults.leavesListOut() || reply.status() != 200) {
            return reply;
        }
        ObjectNode body = (ObjectNode) mapper.readTree(reply.body());
        return new Reply(200, JSON, mapper.writeValueAsBytes(body.retain("NextToken")), "");
    }

    /** Promises the whole body; if fewer bytes are written, closing the exchange breaks the connection. */
    private static void send(HttpExchange exchange, Reply reply, int bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        exchange.getResponseBody().write(reply.body(), 0, bytes);
        exchange.getResponseBody().flush();
    }
}
