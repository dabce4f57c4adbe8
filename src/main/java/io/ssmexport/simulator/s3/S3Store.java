package io.ssmexport.simulator.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Buckets behind HTTP, for whatever server: who asks for what, errors as XML, and a trace of every request. */
public final class S3Store implements HttpHandler, AutoCloseable {

    private final Clock clock;
    private final S3Faults faults;
    private final Spill spill;
    private final Buckets buckets;
    private final Dispatch dispatch;
    private final Trace trace = new Trace();

    /**
     * @param clock the real one, because clients sign with theirs
     * @param folder below which contents go that are too big for memory
     * @param faults can be changed later on
     */
    public S3Store(Clock clock, Path folder, S3Faults faults) {
        this.clock = clock;
        this.faults = faults;
        this.spill = new Spill(folder);
        this.buckets = new Buckets(clock);
        this.dispatch = Dispatch.of(buckets, spill, faults);
    }

    /** Whether a request is signed for S3. */
    public static boolean isMeant(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization != null && authorization.contains("/s3/aws4_request");
    }

    /** What goes wrong; can be changed at any time. */
    public S3Faults faults() {
        return faults;
    }

    /** A new bucket in us-east-1 of the account that all unknown credentials are, {@code 123456789012}. */
    public Bucket create(String bucket) {
        return create(bucket, "us-east-1", Credential.HOME);
    }

    public Bucket create(String bucket, String region, String owner) {
        return buckets.create(bucket, region, owner);
    }

    /** Requests that were answered or cut so far, oldest first; not more than the last 100,000. */
    public List<S3Request> requests() {
        return trace.copy();
    }

    /** Forgets {@link #requests}, so that a test counts what comes. */
    public void forgetRequests() {
        trace.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            // Closing the input would read on from a client that is to be cut off; closing the exchange doesn't.
            answer(exchange, new Counted(exchange.getRequestBody()));
        } catch (InterruptedException e) {
            // The simulator is being closed; the connection goes with it.
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Counted input) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        Map<String, String> headers = headers(exchange);
        Target target = Target.of(headers.getOrDefault("host", ""), exchange.getRequestURI(), buckets::has);
        Optional<Call> call = Optional.empty();
        Answer answer;
        try {
            call = Optional.of(new Admission(clock).admit(method, target, headers, input));
            answer = dispatch.answer(call.get());
        } catch (S3Error e) {
            answer = Answer.of(
                    e, exchange.getRequestURI().getRawPath(), UUID.randomUUID().toString());
        } catch (IOException e) {
            // Of a fault, or because the client broke off.
            trace.add(request(method, target, call, input, 0, "", 0));
            return;
        }
        // Whatever is left unread would cost the client its connection.
        input.transferTo(OutputStream.nullOutputStream());
        Thread.sleep(faults.latency().toMillis());
        if (call.isPresent() && answer.isDone() && faults.happens(S3Fault.LOST_ANSWER, call.get())) {
            trace.add(request(method, target, call, input, 0, "", 0));
            return;
        }
        Answer sent = call.isPresent() ? shortened(call.get(), answer) : answer;
        long body = method.equals("HEAD") ? 0 : sent.length();
        boolean cut = call.isPresent() && body > 0 && sent.isDone() && faults.happens(S3Fault.CUT_DOWNLOAD, call.get());
        trace.add(request(method, target, call, input, sent.status(), sent.errorCode(), cut ? body / 2 : body));
        send(exchange, sent, cut ? body / 2 : body);
    }

    private Answer shortened(Call call, Answer answer) {
        return answer.isDone() && answer.length() > 0 && faults.happens(S3Fault.SHORT_BODY, call)
                ? answer.halved()
                : answer;
    }

    private static S3Request request(
            String method, Target target, Optional<Call> call, Counted input, int status, String code, long sent) {
        return new S3Request(
                call.map(Call::operation).map(Operation::label).orElse(""),
                method,
                target.bucket(),
                target.key(),
                call.map(Call::credential).map(Credential::account).orElse(""),
                status,
                code,
                call.flatMap(known -> known.header("x-amz-decoded-content-length"))
                        .map(Long::parseLong)
                        .map(decoded -> Math.min(decoded, input.count))
                        .orElse(input.count),
                sent);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    /** Promises the whole body; if fewer bytes are written, closing the exchange breaks the connection. */
    private static void send(HttpExchange exchange, Answer answer, long bytes) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Server", "AmazonS3");
        exchange.getResponseHeaders().set("x-amz-request-id", UUID.randomUUID().toString());
        exchange.getResponseHeaders().set("x-amz-id-2", "simulator");
        if (bytes == 0) {
            if (answer.length() > 0) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.length());
        answer.content().copy(answer.offset(), bytes, exchange.getResponseBody());
        exchange.getResponseBody().flush();
    }

    /** Removes what was spilled. */
    @Override
    public void close() {
        spill.close();
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count += skipped;
            return skipped;
        }
    }
}
