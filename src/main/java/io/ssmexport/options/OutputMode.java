package io.ssmexport.options;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of what commands printed. */
public enum OutputMode {
    /** It is exported as it is. */
    FULL,
    /** Its secrets are masked. */
    REDACTED,
    /** It is left out. */
    NONE;

    static OutputMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be full, redacted or none"));
    }

    /** As in a job file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
