package io.ssmexport.slice;

import io.ssmexport.failure.Place;
import io.ssmexport.failure.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * All invocations of one account and region that were requested in {@code [start, end)}. A slice is the unit of parallel
 * reading, of restart, of replacement and, in a dataset, of a file.
 *
 * @param account 12-digit account number
 * @param region for example {@code us-east-1}
 * @param start aligned, from the UTC midnight of its day, to {@code width}
 * @param width whole minutes; divides a day, so that no slice crosses a midnight
 */
public record Slice(String account, String region, Instant start, Duration width) {

    private static final DateTimeFormatter HOUR_MINUTE =
            DateTimeFormatter.ofPattern("HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** @throws io.ssmexport.failure.Failure of kind USAGE if account or region can't be one, as for {@link Source} */
    public Slice {
        new Source(account, region);
        requireDividesADay(width);
        if (!start.equals(floor(start, width))) {
            throw new IllegalArgumentException("start must be aligned to " + Quantity.of(width) + " but was " + start);
        }
    }

    /** Excluded end. */
    public Instant end() {
        return start.plus(width);
    }

    /** UTC day of all its request times. */
    public LocalDate date() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    /** For example {@code 123456789012_us-east-1_0000}: unique within a day, safe in a file name. */
    public String nameInDay() {
        return account + "_" + region + "_" + HOUR_MINUTE.format(start);
    }

    /** For example {@code 2026-11-19_123456789012_us-east-1_0000}; at most 100 characters, what Spring Batch allows. */
    public String name() {
        return date() + "_" + nameInDay();
    }

    /** Where something of it went wrong. */
    public Place place() {
        return Source.of(this).place().and((width.equals(Duration.ofDays(1)) ? date() : start).toString());
    }

    /** For messages: {@code 123456789012 us-east-1 2026-11-19}, with the time where slices are shorter than a day. */
    @Override
    public String toString() {
        return place().toString();
    }

    /** Start of the slice of that width that holds the instant. */
    public static Instant floor(Instant instant, Duration width) {
        Instant midnight = instant.truncatedTo(ChronoUnit.DAYS);
        long widths = Duration.between(midnight, instant).dividedBy(width);
        return midnight.plus(width.multipliedBy(widths));
    }

    /**
     * Fails unless slices of that width start at every UTC midnight and can be named by the minute.
     *
     * @throws IllegalArgumentException with the value, for the user
     */
    public static void requireDividesADay(Duration width) {
        Duration day = Duration.ofDays(1);
        if (width.compareTo(Duration.ofMinutes(1)) < 0
                || !width.equals(width.truncatedTo(ChronoUnit.MINUTES))
                || day.toSeconds() % width.toSeconds() != 0) {
            throw new IllegalArgumentException(
                    "slice must be whole minutes that divide a day but was " + Quantity.of(width));
        }
    }
}
