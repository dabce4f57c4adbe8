package io.ssmexport.dashboard;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as the page shows them. */
final class Texts {

    /** What stands where there is nothing. */
    static final String NOTHING = "–";

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Texts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, boolean isLeast) {
        return (isLeast ? "≥ " : "") + count(number);
    }

    /** A rate as a percentage; rounded down, so that 100 % is all of them. */
    static String percent(double rate) {
        return Double.isNaN(rate) ? NOTHING : String.format(Locale.ROOT, "%.1f %%", Math.floor(rate * 1000) / 10);
    }

    /** The number that a script sorts by, as the views give it. */
    static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** Seconds in the unit that is read at a glance. */
    static String seconds(double seconds) {
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%d ms", Math.round(seconds * 1000));
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole < 86_400
                ? whole / 3600 + " h " + whole % 3600 / 60 + " min"
                : whole / 86_400 + " d " + whole % 86_400 / 3600 + " h";
    }

    static String time(Instant time) {
        return MINUTES.format(time);
    }

    static String text(@Nullable String text) {
        return text == null || text.isBlank() ? NOTHING : text;
    }
}
