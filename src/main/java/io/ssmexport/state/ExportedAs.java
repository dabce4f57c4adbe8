package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a destination is exported to.
 *
 * @param selection which invocations, and which of their columns are filled
 * @param width of slices
 */
public record ExportedAs(String selection, Duration width) {

    /** Of a destination; empty if nothing is known of it. */
    static Optional<ExportedAs> read(JdbcClient jdbc, String destination) {
        return jdbc.sql("select selection, slice_minutes from destination where destination = :destination")
                .param("destination", destination)
                .query((row, number) ->
                        new ExportedAs(row.getString("selection"), Duration.ofMinutes(row.getInt("slice_minutes"))))
                .optional();
    }

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
