package io.ssmexport.options;

import io.ssmexport.failure.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Bound of a window, as the user wrote it. */
public sealed interface PointInTime {

    /** The instant that is meant when the clock shows {@code now}. */
    Instant at(Instant now);

    /** An instant or a date, which is its UTC midnight. */
    record Fixed(Instant instant) implements PointInTime {
        @Override
        public Instant at(Instant now) {
            return instant;
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /** So long before now. */
    record Age(Duration duration) implements PointInTime {
        @Override
        public Instant at(Instant now) {
            return now.minus(duration);
        }

        @Override
        public String toString() {
            return Quantity.of(duration);
        }
    }

    /**
     * Reads {@code 2026-11-19}, {@code 2026-11-19T17:45:00Z} (any offset) or an age such as {@code 30d} or {@code 12h}.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    static PointInTime parse(String text) {
        if (Durations.looksLikeOne(text)) {
            return new Age(Durations.parse(text));
        }
        try {
            OffsetDateTime time = text.length() == "2026-11-19".length()
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text);
            if (time.getYear() < 1970 || time.getYear() > 9998) {
                throw new IllegalArgumentException("must be in a year from 1970 to 9998");
            }
            return new Fixed(time.toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a date (2026-11-19), an instant with its offset (2026-11-19T17:45:00Z) or an age (30d)",
                    e);
        }
    }
}
