package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.service.Authorities;
import io.ssmexport.service.HttpRefusal;
import io.ssmexport.service.SetupFailure;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.AnswerLimitException;
import io.ssmexport.wire.DirectCalls;
import io.ssmexport.wire.Exchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;

/** Asks for a page through the SDK, which signs, retries and understands errors, and reads the answer as it was sent. */
public final class InvocationClient {

    private final SsmClient ssm;
    private final DirectCalls directly;
    private final int attempts;
    private final PageParser parser;

    /**
     * Client on an SDK client that has the interceptor of an {@link Exchange}.
     *
     * @param directly the same SDK client's
     * @param attempts how often the SDK client tries
     * @param times how times are printed
     */
    public InvocationClient(SsmClient ssm, DirectCalls directly, int attempts, TimeFormat times) {
        this.ssm = ssm;
        this.directly = directly;
        this.attempts = attempts;
        this.parser = new PageParser(times);
    }

    /**
     * One page.
     *
     * @throws CommandFailure if the request is wrong or the service, or the way to it, failed after all retries
     */
    public Page page(ObjectNode request) {
        return read(ask(request, answer -> {}));
    }

    /**
     * What came over the wire.
     *
     * @throws CommandFailure if it isn't a page
     */
    Page read(Answer answer) {
        try {
            return parser.parse(answer);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static CommandFailure beyond(AnswerLimitException e) {
        return new CommandFailure(ExitCode.OTHER, "Unable to parse response: " + e.getMessage(), e);
    }

    /** Words for an answer that can't be read. */
    public static CommandFailure unreadable(IOException e) {
        return e instanceof StreamConstraintsException limit
                ? beyond(AnswerLimitException.of(limit))
                : new CommandFailure(ExitCode.OTHER, Exchange.unreadable(e), e);
    }

    /**
     * One page as it was sent; fails like {@link #page}.
     *
     * @param arrival gets the answer as soon as it is there. Must not throw.
     */
    Answer ask(ObjectNode request, Consumer<Answer> arrival) {
        Optional<Answer> quick = directly.send(request);
        if (quick.isPresent()) {
            arrival.accept(quick.get());
            return quick.get();
        }
        RequestCheck.require(request);
        requireSmall(request.path("MaxResults"));
        Exchange exchange = Exchange.open((came, sent) -> {
            directly.follow(sent);
            arrival.accept(came);
        });
        try {
            return exchange.send(ssm, typed(request));
        } catch (AnswerLimitException e) {
            throw beyond(e);
        } catch (AwsServiceException e) {
            throw refused(e);
        } catch (SdkClientException e) {
            throw failed(e, exchange.endpoint());
        }
    }

    /** What the service can't read, which the SDK has no place for. */
    private static void requireSmall(JsonNode number) {
        if (number.isIntegralNumber() && !number.canConvertToInt()) {
            throw new CommandFailure(
                    ExitCode.SERVICE,
                    "An error occurred (SerializationException) when calling the ListCommandInvocations operation:"
                            + " NUMBER_VALUE can not be converted to an Integer");
        }
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
        Optional<HttpRefusal> http = HttpRefusal.of(e);
        String code = http.isPresent()
                ? String.valueOf(e.statusCode())
                : e.awsErrorDetails().errorCode();
        String message =
                e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return new CommandFailure(
                ExitCode.SERVICE,
                String.format(
                        Locale.ROOT,
                        "An error occurred (%s) when calling the ListCommandInvocations operation%s: %s",
                        code,
                        e.numAttempts() >= attempts ? " (reached max retries: " + (attempts - 1) + ")" : "",
                        message == null ? http.map(HttpRefusal::message).orElse("") : message),
                e);
    }

    /** The AWS CLI's words for what is set up wrong, where it has any. */
    public static CommandFailure setup(SetupFailure e) {
        if (e instanceof SetupFailure.NoProfile profile) {
            return new CommandFailure(
                    ExitCode.OTHER, "The config profile (" + profile.name() + ") could not be found", e);
        }
        return e instanceof SetupFailure.NoCredentials
                ? new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
                        e)
                : new CommandFailure(ExitCode.OTHER, String.valueOf(e.getMessage()), e);
    }

    private static CommandFailure failed(SdkClientException e, @Nullable String endpoint) {
        Optional<SetupFailure> setup = SetupFailure.in(e);
        if (setup.isPresent()) {
            return setup(setup.get());
        }
        String said = String.valueOf(e.getMessage());
        if (endpoint == null) {
            // Nothing was sent: it was on the way to credentials.
            return new CommandFailure(ExitCode.OTHER, said, e);
        }
        String quoted = "endpoint URL: \"" + endpoint + "\"";
        if (Authorities.isUntrusted(e)) {
            return new CommandFailure(
                    ExitCode.OTHER,
                    "SSL validation failed for " + endpoint + " " + said
                            + "; name the authority that signed its certificate with --ca-bundle or AWS_CA_BUNDLE",
                    e);
        }
        return new CommandFailure(
                ExitCode.OTHER,
                Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                        .flatMap(cause -> {
                            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
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
}
