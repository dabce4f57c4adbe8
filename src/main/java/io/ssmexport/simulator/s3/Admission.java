package io.ssmexport.simulator.s3;

import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every request has to bring along before anybody looks at what it wants.
 *
 * @param clock the real one, because clients sign with theirs
 */
record Admission(Clock clock) {

    private static final Duration MOST_SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern SHA256 = Pattern.compile(
            "[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?");

    /** @param headers names in lower case */
    Call admit(String method, Target target, Map<String, String> headers, InputStream input) throws S3Error {
        Credential credential = Credential.of(headers.get("authorization"));
        requireSigned(headers, credential);
        requireInTime(headers);
        requireDigest(headers);
        Operation operation = Operation.of(method, target.on(), target.query());
        operation.requireKnownParameters(target.query());
        operation.requireKnownHeaders(headers.keySet());
        return new Call(operation, target.bucket(), target.key(), target.query(), headers, credential, input);
    }

    private static void requireSigned(Map<String, String> headers, Credential credential) throws S3Error {
        for (String name : headers.keySet()) {
            if ((name.startsWith("x-amz-") || name.equals("host"))
                    && !credential.signed().contains(name)) {
                throw S3Error.accessDenied("There were headers present in the request which were not signed: " + name);
            }
        }
    }

    private void requireInTime(Map<String, String> headers) throws S3Error {
        Optional<Instant> signed = date(headers.getOrDefault("x-amz-date", ""));
        if (signed.isEmpty()) {
            throw S3Error.accessDenied("AWS authentication requires a valid Date or x-amz-date header");
        }
        if (Duration.between(signed.get(), clock.instant()).abs().compareTo(MOST_SKEW) > 0) {
            throw new S3Error(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DATE.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void requireDigest(Map<String, String> headers) throws S3Error {
        String digest = headers.getOrDefault("x-amz-content-sha256", "");
        if (digest.isEmpty()) {
            throw S3Error.badRequest(
                    "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }
        if (!SHA256.matcher(digest).matches()) {
            throw S3Error.invalidArgument(
                    "x-amz-content-sha256",
                    digest,
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
        }
    }
}
