package io.ssmexport.failure;

import java.time.Duration;

/** How many, or how long, in words for people. */
public final class Quantity {

    private Quantity() {}

    /** {@code 1 slice}, {@code 3 slices}; for nouns that take an s. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** {@code 1 retry}, {@code 3 retries}. */
    public static String of(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    /** As an option takes it: {@code 1d}, {@code 12h}, {@code 15m}, {@code 90s}, or ISO 8601 for what these can't say. */
    public static String of(Duration length) {
        long seconds = length.toSeconds();
        if (!length.equals(Duration.ofSeconds(seconds)) || seconds <= 0) {
            return length.toString();
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
