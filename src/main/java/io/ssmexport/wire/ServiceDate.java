package io.ssmexport.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The {@code Date} of an answer: when the service gave it, by its own clock and to the second. */
public final class ServiceDate {

    private ServiceDate() {}

    /** Empty if there is none, or none that can be read. */
    public static Optional<Instant> of(SdkHttpResponse head) {
        return head.firstMatchingHeader("Date").flatMap(ServiceDate::parse);
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
