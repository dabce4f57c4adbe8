package io.ssmexport.options;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 30d}, {@code 12h}, {@code 15m}, {@code 90s}, or ISO 8601. */
public final class Durations {

    private static final Pattern SHORT = Pattern.compile("[0-9]{1,6}[dhms]");

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    static boolean looksLikeOne(String text) {
        return SHORT.matcher(text).matches() || text.startsWith("P");
    }

    /** Reads a length of time; throws {@link IllegalArgumentException} saying what it must be. */
    public static Duration parse(String text) {
        Duration duration = parsed(text);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be a length of time up to " + LONGEST.toDays() + "d");
        }
        return duration;
    }

    private static Duration parsed(String text) {
        try {
            if (SHORT.matcher(text).matches()) {
                String upper = text.toUpperCase(Locale.ROOT);
                return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
            }
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a length of time such as 1d, 12h or 15m", e);
        }
    }
}
