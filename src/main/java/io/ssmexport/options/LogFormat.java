package io.ssmexport.options;

import java.util.Arrays;
import java.util.Locale;

/** How what a run tells on standard error is written. */
public enum LogFormat {
    /** Lines for people; with time and job where no terminal shows them. */
    TEXT,
    /** A JSON object a line, for collectors. */
    JSON;

    static LogFormat parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be text or json"));
    }

    /** As in a job file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
