package io.ssmexport.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;

/**
 * One call through an SDK client, which signs, retries and understands errors, and whose reading of the answer is left
 * out. That reading is more than half of what a call costs, and the next page can't be asked for before it.
 */
public final class Exchange {

    private static final ExecutionAttribute<Exchange> EXCHANGE = new ExecutionAttribute<>("ssm-export.exchange");

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Arrival arrival;
    private volatile @Nullable Answer answer;
    private volatile @Nullable SdkHttpRequest sent;

    private Exchange(Arrival arrival) {
        this.arrival = arrival;
    }

    /** Told of an answer, once. */
    @FunctionalInterface
    public interface Arrival {
        /**
         * Must not throw.
         *
         * @param request signed, as it was sent
         */
        void came(Answer answer, SdkHttpRequest request);
    }

    /** For a call that is about to be made. */
    public static Exchange open() {
        return open((answer, request) -> {});
    }

    /**
     * For a call that is about to be made.
     *
     * @param arrival gets the answer as soon as it is there: before the client is done with the call, which takes it about a
     *     sixth of the time that it works
     */
    public static Exchange open(Arrival arrival) {
        return new Exchange(arrival);
    }

    /** Belongs into the configuration of every client that is used here. */
    public static ExecutionInterceptor interceptor() {
        return new Interceptor();
    }

    /**
     * Makes the call.
     *
     * @throws AnswerLimitException if the answer is too long or too deep
     * @throws SdkException as the client does; after all retries with a {@link JsonProcessingException} as its cause if what
     *     came isn't an answer
     */
    public Answer send(SsmClient client, ListCommandInvocationsRequest request) {
        try {
            client.listCommandInvocations(request.toBuilder()
                    .overrideConfiguration(request.overrideConfiguration()
                            .map(AwsRequestOverrideConfiguration::toBuilder)
                            .orElseGet(AwsRequestOverrideConfiguration::builder)
                            .putExecutionAttribute(EXCHANGE, this)
                            .build())
                    .build());
        } catch (SdkException e) {
            if (answer == null && e.getCause() instanceof AnswerLimitException limit) {
                throw limit;
            }
            if (answer == null) {
                throw e;
            }
            // The answer was taken; that the client stumbled afterwards changes nothing.
        }
        Answer came = answer;
        if (came == null) {
            throw new IllegalStateException("the client lacks the interceptor");
        }
        return came;
    }

    /** What the AWS CLI says of an answer that can't be read. */
    public static String unreadable(IOException e) {
        return "Unable to parse response: " + e.getMessage();
    }

    /** Where the last attempt went; null before the first. */
    public @Nullable String endpoint() {
        SdkHttpRequest last = sent;
        return last == null ? null : last.getUri().toString();
    }

    private static final class Interceptor implements ExecutionInterceptor {

        /**
         * Without the length the SDK lets Java gather the body and count it. With it Java would stream the body, and before
         * it does that on a connection that it kept it looks for a whole millisecond whether the server has closed it.
         */
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder()
                    .removeHeader("Content-Length")
                    .build();
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Exchange exchange = attributes.getAttribute(EXCHANGE);
            if (exchange != null) {
                exchange.sent = context.httpRequest();
            }
        }

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            Exchange exchange = attributes.getAttribute(EXCHANGE);
            if (exchange == null || !context.httpResponse().isSuccessful()) {
                return context.responseBody().map(body -> AnswerLimit.forSdk(body, context.httpResponse()));
            }
            if (exchange.answer != null) {
                return Optional.of(new ByteArrayInputStream(NOTHING));
            }
            Answer came;
            try (InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream)) {
                came = Answer.read(body, context.httpResponse());
            } catch (StreamConstraintsException e) {
                throw AnswerLimitException.of(e);
            } catch (IOException e) {
                throw RetryableException.create(unreadable(e), e);
            }
            exchange.answer = came;
            exchange.arrival.came(came, context.httpRequest());
            return Optional.of(new ByteArrayInputStream(NOTHING));
        }
    }
}
