package io.ssmexport.verify;

import io.ssmexport.failure.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * How many invocations a command has, and how many of them ended how.
 *
 * @param targets all of them
 * @param completed ended, however
 * @param errors failed, or timed out while they ran
 * @param deliveryTimedOut never reached their instance in time
 */
public record Counts(long targets, long completed, long errors, long deliveryTimedOut) {

    public static final Counts NONE = new Counts(0, 0, 0, 0);

    /** Whether some have not ended. */
    boolean isOpen() {
        return completed < targets;
    }

    /** For example {@code 3 targets but 2 archived; 1 error but 0 archived}. */
    public String differenceTo(Counts archived) {
        List<String> differences = new ArrayList<>();
        add(differences, "target", "targets", targets, archived.targets);
        add(differences, "completed", "completed", completed, archived.completed);
        add(differences, "error", "errors", errors, archived.errors);
        add(differences, "delivery timed out", "deliveries timed out", deliveryTimedOut, archived.deliveryTimedOut);
        return String.join("; ", differences);
    }

    private static void add(List<String> differences, String one, String more, long reported, long archived) {
        if (reported != archived) {
            differences.add(Quantity.of(reported, one, more) + " but " + archived + " archived");
        }
    }
}
