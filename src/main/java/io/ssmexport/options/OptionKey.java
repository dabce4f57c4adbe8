package io.ssmexport.options;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option: a key of the job file and, with two dashes, of the command line.
 *
 * @param name in kebab-case
 * @param label what stands for the value in the help; empty for a flag, {@code true} or {@code false} in a job file
 * @param defaultText what the help says holds without it, or null
 * @param list whether it takes several values
 * @param description for the help; one line each
 * @param parser makes the value, or throws {@link IllegalArgumentException} saying what it must be
 */
public record OptionKey<T>(
        String name,
        String label,
        @Nullable String defaultText,
        boolean list,
        List<String> description,
        Function<List<JsonNode>, T> parser) {

    static final String TRUTH = "true|false";

    /** Whether naming it on the command line is enough. */
    public boolean isFlag() {
        return label.isEmpty();
    }

    /** Whether it is on or off, which on the command line {@code --name} and {@code --no-name} say too. */
    public boolean isSwitch() {
        return label.equals(TRUTH);
    }
}
