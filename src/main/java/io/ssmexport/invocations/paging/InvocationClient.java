package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.request.RequestCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;

/** Asks for a page through the SDK, which signs, retries and understands errors, and keeps the answer as it was sent. */
public final class InvocationClient {

    private static final ExecutionAttribute<Answer> ANSWER = new ExecutionAttribute<>("ssm-export.answer");

    private final SsmClient ssm;
    private final int attempts;

    /** Where the interceptor leaves what came back. */
    private static final class Answer {
        private final AtomicReference<@Nullable WirePage> page = new AtomicReference<>();
        private final AtomicReference<String> endpoint = new AtomicReference<>("");
    }

    /**
     * Client on an SDK client that has the {@link #interceptor}.
     *
     * @param attempts how often the SDK client tries
     */
    public InvocationClient(SsmClient ssm, int attempts) {
        this.ssm = ssm;
        this.attempts = attempts;
    }

    /** Goes into the SDK client's configuration. */
    public static ExecutionInterceptor interceptor(TimeFormat times) {
        return new WireCopy(times);
    }

    /**
     * One page.
     *
     * @throws CommandFailure if the request is wrong or the service, or the way to it, failed after all retries
     */
    public Page page(ObjectNode request) {
        return read(ask(request));
    }

    /**
     * What came over the wire.
     *
     * @throws CommandFailure if it isn't a page
     */
    static Page read(WirePage page) {
        try {
            return page.read();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OTHER, unreadable(e), e);
        }
    }

    private static String unreadable(IOException e) {
        return "Unable to parse response: " + e.getMessage();
    }

    /** One page as it was sent; fails like {@link #page}. */
    WirePage ask(ObjectNode request) {
        RequestCheck.require(request);
        Answer answer = new Answer();
        ListCommandInvocationsRequest typed = typed(request).toBuilder()
                .overrideConfiguration(configuration -> configuration.putExecutionAttribute(ANSWER, answer))
                .build();
        try {
            ssm.listCommandInvocations(typed);
        } catch (AwsServiceException e) {
            throw refused(e);
        } catch (SdkClientException e) {
            throw failed(e, String.valueOf(answer.endpoint.get()));
        }
        WirePage page = answer.page.get();
        if (page == null) {
            throw new IllegalStateException("the SDK client lacks the interceptor");
        }
        return page;
    }

    private static ListCommandInvocationsRequest typed(ObjectNode request) {
        ListCommandInvocationsRequest.Builder builder = ListCommandInvocationsRequest.builder()
                .commandId(request.path("CommandId").textValue())
                .instanceId(request.path("InstanceId").textValue())
                .nextToken(request.path(Page.NEXT_TOKEN).textValue());
        if (request.has("MaxResults")) {
            builder.maxResults(request.get("MaxResults").intValue());
        }
        if (request.has("Details")) {
            builder.details(request.get("Details").booleanValue());
        }
        if (request.has("Filters")) {
            builder.filters(request.get("Filters")
                    .valueStream()
                    .map(filter -> CommandFilter.builder()
                            .key(filter.path("key").textValue())
                            .value(filter.path("value").textValue())
                            .build())
                    .toList());
        }
        return builder.build();
    }

    private CommandFailure refused(AwsServiceException e) {
        String code =
                e.awsErrorDetails() == null ? "Unknown" : e.awsErrorDetails().errorCode();
        String message =
                e.awsErrorDetails() == null ? "Unknown" : e.awsErrorDetails().errorMessage();
        return new CommandFailure(
                ExitCode.SERVICE,
                String.format(
                        Locale.ROOT,
                        "An error occurred (%s) when calling the ListCommandInvocations operation%s: %s",
                        code == null ? e.statusCode() : code,
                        e.numAttempts() >= attempts ? " (reached max retries: " + (attempts - 1) + ")" : "",
                        message == null ? "" : message),
                e);
    }

    private static CommandFailure failed(SdkClientException e, String endpoint) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("Unable to load credentials")) {
            return new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
                    e);
        }
        String quoted = "endpoint URL: \"" + endpoint + "\"";
        return new CommandFailure(
                ExitCode.OTHER,
                Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                        .flatMap(cause -> {
                            if (cause instanceof ConnectException) {
                                return Stream.of("Could not connect to the " + quoted);
                            }
                            return cause instanceof SocketTimeoutException timeout
                                    ? Stream.of((String.valueOf(timeout.getMessage())
                                                            .contains("onnect")
                                                    ? "Connect timeout on "
                                                    : "Read timeout on ")
                                            + quoted)
                                    : Stream.empty();
                        })
                        .findFirst()
                        .orElse(said),
                e);
    }

    /** Takes the body away from the SDK, whose reading of it nobody needs. */
    private static final class WireCopy implements ExecutionInterceptor {

        private final TimeFormat times;

        WireCopy(TimeFormat times) {
            this.times = times;
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Answer answer = attributes.getAttribute(ANSWER);
            if (answer != null) {
                answer.endpoint.set(context.httpRequest().getUri().toString());
            }
        }

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            Answer answer = attributes.getAttribute(ANSWER);
            if (answer == null || !context.httpResponse().isSuccessful()) {
                return context.responseBody();
            }
            try (InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream)) {
                answer.page.set(new WirePage(body.readAllBytes(), times));
            } catch (IOException e) {
                throw RetryableException.create(unreadable(e), e);
            }
            return Optional.of(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
