package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import java.time.Duration;

/**
 * How a destination is exported to.
 *
 * @param selection which invocations, and which of their columns are filled
 * @param width of slices
 */
public record ExportedAs(String selection, Duration width) {

    /**
     * Checks that it goes on in the same way.
     *
     * @throws Failure of kind USAGE if selection or width of slices differ from what is there
     */
    public void requireSame(ExportedAs now, String destination) {
        if (!width.equals(now.width)) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    "slice",
                                    "must stay " + Quantity.of(width) + " for " + destination
                                            + ", which was exported in such slices, but was " + Quantity.of(now.width))
                            .withRemedy("export to another destination to change it"));
        }
        if (!selection.equals(now.selection)) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    "into",
                                    destination + " holds what was selected by (" + selection + ") but now it is ("
                                            + now.selection + "), which would mix")
                            .withRemedy("export to another destination"));
        }
    }
}
