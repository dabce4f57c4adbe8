package io.ssmexport.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A refusal without an error code of AWS: something between here and AWS answered, or something that isn't AWS.
 *
 * @param status of HTTP
 * @param body what it came with, at most its beginning, as text that a terminal may show
 */
public record HttpRefusal(int status, String body) {

    private static final int LONGEST_BODY = 2000;

    /** What a terminal would obey. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private static final int REDIRECTS = 300;
    private static final int MISTAKES = 400;
    private static final int SERVER_ERRORS = 500;

    private static final int PROXY_USER = 407;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private static final Map<Integer, String> PHRASES = Map.of(
            SERVER_ERRORS,
            "Internal Server Error",
            501,
            "Not Implemented",
            502,
            "Bad Gateway",
            503,
            "Service Unavailable",
            504,
            "Gateway Timeout",
            505,
            "HTTP Version Not Supported");

    /** Of a refusal; empty if AWS named its reason. */
    public static Optional<HttpRefusal> of(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        if (details != null
                && details.errorCode() != null
                && !details.errorCode().isEmpty()) {
            return Optional.empty();
        }
        String body = Optional.ofNullable(details)
                .map(AwsErrorDetails::rawResponse)
                .map(SdkBytes::asByteArrayUnsafe)
                .map(bytes -> new String(bytes, 0, Math.min(bytes.length, LONGEST_BODY), StandardCharsets.UTF_8))
                .map(text -> CONTROL.matcher(text).replaceAll("\ufffd"))
                .orElse("");
        return Optional.of(new HttpRefusal(refused.statusCode(), body));
    }

    /**
     * What the AWS CLI says of it: the body as it came, or of what may pass the status in words.
     */
    public String message() {
        return status >= SERVER_ERRORS && (body.isBlank() || body.strip().startsWith("<html>"))
                ? PHRASES.getOrDefault(status, "")
                : body;
    }

    /** What was answered, without what came with it: that may be a page. */
    public String said() {
        return "HTTP status " + status + " without an error code of AWS, so something else answered";
    }

    /** Whether the next request would end alike. */
    public boolean isLasting() {
        return status < SERVER_ERRORS && status != TIMEOUT && status != TOO_MANY;
    }

    /** What to do about it. */
    public String remedy() {
        if (status >= REDIRECTS && status < MISTAKES) {
            return "a redirect isn't followed, for it would get signed requests: check AWS_ENDPOINT_URL, and that no portal"
                    + " or proxy asks for a login";
        }
        return switch (status) {
            case PROXY_USER -> "put the proxy's user and password into HTTPS_PROXY=http://user:password@host:port";
            case TOO_MANY -> "run again later, or read fewer slices at a time with --parallel";
            default ->
                isLasting()
                        ? "check AWS_ENDPOINT_URL and HTTPS_PROXY, and that the proxy or gateway lets AWS through"
                        : "run again; what is committed is not read again";
        };
    }
}
