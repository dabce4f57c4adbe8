package io.ssmexport.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Calls like one that an SDK client made and that went well, by the SDK's signer and HTTP client alone. The client takes a
 * call through forty stages, which in a process that lives for seconds costs about as much as the rest of the call.
 *
 * <p>Nothing is retried here, and no error understood: a call that doesn't go well has to be made again by the client, and
 * so have all that follow it, for the service may be in trouble and only the client knows how to be gentle.
 */
public final class DirectCalls {

    private static final String AUTHORIZATION = "Authorization";

    /** What the signature of a request is good for. */
    private static final Pattern SCOPE = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=[^,]*/\\d{8}/(?<region>[^/,]+)/(?<service>[^/,]+)/aws4_request,.*");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private volatile @Nullable Example example;
    private volatile boolean failed;

    /** Those of a client. */
    public DirectCalls(SdkHttpClient http, AwsCredentialsProvider credentials) {
        this.http = http;
        this.credentials = credentials;
    }

    /** A request without what its signature added. */
    private record Example(SdkHttpRequest request, String region, String service) {}

    /** Makes the calls that follow like this one, which the client made and which went well, if it was signed. */
    public void follow(SdkHttpRequest signed) {
        Matcher scope = SCOPE.matcher(signed.firstMatchingHeader(AUTHORIZATION).orElse(""));
        if (!failed && scope.matches()) {
            example = new Example(
                    signed.toBuilder()
                            .removeHeader(AUTHORIZATION)
                            .removeHeader("X-Amz-Date")
                            .removeHeader("X-Amz-Security-Token")
                            .removeHeader("amz-sdk-request")
                            .build(),
                    scope.group("region"),
                    scope.group("service"));
        }
    }

    /**
     * The answer; empty if the client has to make the call.
     *
     * @param request with the members of the service's model
     */
    public Optional<Answer> send(JsonNode request) {
        Example like = example;
        if (like == null || failed) {
            return Optional.empty();
        }
        try {
            return Optional.of(send(like, JsonTree.bytes(request)));
        } catch (IOException | RuntimeException e) {
            // Whatever it is, the client will see it too, and knows what to say.
            failed = true;
            return Optional.empty();
        }
    }

    private Answer send(Example like, byte[] body) throws IOException {
        SdkHttpRequest request = like.request().toBuilder()
                .putHeader("amz-sdk-invocation-id", UUID.randomUUID().toString())
                .build();
        SignedRequest signed = signer.sign(call -> call.identity(credentials.resolveCredentials())
                .request(request)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, like.region())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, like.service()));
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElseThrow())
                        .build())
                .call();
        try (InputStream content =
                response.responseBody().map(InputStream.class::cast).orElseGet(InputStream::nullInputStream)) {
            if (!response.httpResponse().isSuccessful()) {
                throw new IOException("status " + response.httpResponse().statusCode());
            }
            return Answer.read(content, response.httpResponse());
        }
    }
}
