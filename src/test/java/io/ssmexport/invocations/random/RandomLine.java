package io.ssmexport.invocations.random;

import java.util.List;
import java.util.Map;

/**
 * A command line and what it is run with.
 *
 * @param before arguments before the command's name
 * @param after arguments after it
 * @param environment what is set besides the keys and the region; an empty value where it is set to nothing
 * @param config name of the configuration file, below the test's resources
 */
public record RandomLine(List<String> before, List<String> after, Map<String, String> environment, String config) {

    private static final long STRIDE = 1_000_003;

    /** The one of that number; equal for equal seeds, whatever was made before. */
    public static RandomLine of(long seed, int number) {
        return new LineGrammar(new Draw(seed * STRIDE + number)).line();
    }
}
