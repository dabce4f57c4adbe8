package io.ssmexport.simulator.s3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Conditions of requests, as S3 takes them: {@code If-None-Match} of a write must be {@code *}, {@code If-Match} an ETag. */
final class Conditions {

    private Conditions() {}

    static boolean isGiven(Call call) {
        return call.header("if-match").isPresent()
                || call.header("if-none-match").isPresent();
    }

    static Bucket.Condition ofWrite(Call call) throws S3Error {
        Optional<String> match = call.header("if-match");
        Optional<String> noneMatch = call.header("if-none-match");
        if (noneMatch.isPresent() && (!noneMatch.get().equals("*") || match.isPresent())) {
            throw S3Error.notImplemented("If-None-Match: " + noneMatch.get());
        }
        if (match.isPresent() && match.get().equals("*")) {
            throw S3Error.notImplemented("If-Match: *");
        }
        return present -> {
            if (noneMatch.isPresent() && present.isPresent()) {
                throw S3Error.preconditionFailed("If-None-Match");
            }
            if (match.isPresent()) {
                requireSame(match.get(), present.orElseThrow(() -> S3Error.noSuchKey(call.key())));
            }
        };
    }

    /** Of something that isn't there a deletion is done. */
    static Bucket.Condition ofDeletion(Call call) {
        return present -> {
            if (call.header("if-match").isPresent() && present.isPresent()) {
                requireSame(call.header("if-match").get(), present.get());
            }
        };
    }

    private static void requireSame(String etag, StoredObject present) throws S3Error {
        if (!isSame(etag, present.etag())) {
            throw S3Error.preconditionFailed("If-Match");
        }
    }

    static void requireForRead(Call call, StoredObject object) throws S3Error {
        Optional<String> match = call.header("if-match");
        Optional<String> noneMatch = call.header("if-none-match");
        Optional<Instant> unmodified = instant(call, "if-unmodified-since");
        Optional<Instant> modified = instant(call, "if-modified-since");
        Instant time = object.modified().truncatedTo(ChronoUnit.SECONDS);
        if (match.isPresent() && !match.get().equals("*")) {
            requireSame(match.get(), object);
        }
        if (match.isEmpty() && unmodified.isPresent() && time.isAfter(unmodified.get())) {
            throw S3Error.preconditionFailed("If-Unmodified-Since");
        }
        if (noneMatch.isPresent()
                ? noneMatch.get().equals("*") || isSame(noneMatch.get(), object.etag())
                : modified.isPresent() && !time.isAfter(modified.get())) {
            throw new S3Error(304, "NotModified", "Not Modified");
        }
    }

    /** Quotes around an ETag may be left out. */
    static boolean isSame(String etag, String other) {
        return etag.replace("\"", "").equals(other.replace("\"", ""));
    }

    private static Optional<Instant> instant(Call call, String header) {
        try {
            return call.header(header)
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
