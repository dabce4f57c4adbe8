package io.ssmexport.verify;

import io.ssmexport.row.InvocationRows;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what is archived of a command. */
final class ArchivedCommand {

    /**
     * Details of invocations whose status is {@code Failed} or {@code TimedOut}, without blanks, of which the service
     * doesn't say whether its {@code ErrorCount} has them.
     */
    private static final Set<String> PERHAPS_ERRORS = Set.of(
            "Undeliverable", "Terminated", "InvalidPlatform", "AccessDenied", "NoInstancesInTag", "LimitExceeded");

    private int invocations;
    private int completed;
    private int errors;
    private int perhapsErrors;
    private int deliveryTimedOut;

    void add(@Nullable String status, @Nullable String statusDetails) {
        String details = statusDetails == null ? "" : statusDetails.replace(" ", "");
        invocations++;
        if (InvocationRows.hasEnded(status)) {
            completed++;
        }
        if (details.equals("DeliveryTimedOut")) {
            deliveryTimedOut++;
        } else if ("Failed".equals(status) || "TimedOut".equals(status)) {
            if (PERHAPS_ERRORS.contains(details)) {
                perhapsErrors++;
            } else {
                errors++;
            }
        }
    }

    /** The counts; where it is open whether some are errors, so many of them as come closest to what is reported. */
    Counts counts(Counts reported) {
        long closest = Math.max(errors, Math.min(errors + perhapsErrors, reported.errors()));
        return new Counts(invocations, completed, closest, deliveryTimedOut);
    }
}
