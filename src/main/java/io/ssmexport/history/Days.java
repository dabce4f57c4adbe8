package io.ssmexport.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * UTC days that are looked at, numbered from 0; those of the period before have negative numbers.
 *
 * @param count of the days, and of those of the period before
 */
public record Days(LocalDate first, int count) {

    /** So many days that end with that of a moment. */
    public static Days until(Instant now, int count) {
        return new Days(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(count - 1L), count);
    }

    public LocalDate last() {
        return date(count - 1);
    }

    public LocalDate date(int number) {
        return first.plusDays(number);
    }

    public int number(Instant time) {
        return number(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }

    public int number(LocalDate date) {
        return (int) ChronoUnit.DAYS.between(first, date);
    }

    /** Start of the period before. */
    public Instant start() {
        return date(-count).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** End of the last day. */
    public Instant end() {
        return date(count).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
