package io.ssmexport.row;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which rows of an invocation are wanted. */
public enum RowChoice {
    /** All of them. */
    ALL,
    /** Those that say what failed. */
    FAILED;

    /**
     * Choice of a text.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static RowChoice parse(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be all or failed"));
    }

    /** Those of an invocation, possibly none. */
    public List<PluginRow> of(InvocationRows invocation) {
        return switch (this) {
            case ALL -> invocation.rows();
            case FAILED -> invocation.failed();
        };
    }

    /** As in a job file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
