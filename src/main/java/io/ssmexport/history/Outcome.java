package io.ssmexport.history;

import static io.ssmexport.row.InvocationRows.REBOOTING;
import static io.ssmexport.row.InvocationRows.hasEnded;

import io.ssmexport.row.Glance;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What became of an invocation, or of a step of one, as the views {@code invocation} and {@code plugin_run} have it. */
public enum Outcome {
    SUCCESS("Success"),
    FAILED("Failed"),
    TIMED_OUT("TimedOut"),
    /** It never reached its instance. */
    UNDELIVERED("Undelivered"),
    CANCELLED("Cancelled"),
    /** Success says the service, but nothing was done. */
    SKIPPED("Skipped"),
    RUNNING("Running"),
    /** Of a step only: its invocation ended before. */
    NOT_RUN("NotRun");

    /** Those of invocations. */
    public static final List<Outcome> OF_INVOCATION =
            List.of(SUCCESS, FAILED, TIMED_OUT, UNDELIVERED, CANCELLED, SKIPPED, RUNNING);

    private static final Set<String> FAILED_STEP = Set.of("Failed", "TimedOut", "ExecutionTimedOut");

    private final String name;

    Outcome(String name) {
        this.name = name;
    }

    /** That of an invocation. */
    public static Outcome of(InvocationRows invocation) {
        String status = invocation.first().invocation().status();
        if (status == null || !hasEnded(status)) {
            return RUNNING;
        }
        String details = Objects.requireNonNullElse(
                        invocation.first().invocation().statusDetails(), "")
                .replace(" ", "")
                .toLowerCase(Locale.ROOT);
        if (status.equals("Success")) {
            return isSkipped(invocation.rows()) ? SKIPPED : SUCCESS;
        }
        if (Set.of("Cancelled", "Terminated").contains(status) || details.equals("terminated")) {
            return CANCELLED;
        }
        if (Set.of("Undeliverable", "DeliveryTimedOut").contains(status)
                || Set.of("undeliverable", "deliverytimedout").contains(details)) {
            return UNDELIVERED;
        }
        return status.equals("Failed") ? FAILED : TIMED_OUT;
    }

    /** Whether there are steps, and all of them were skipped. */
    private static boolean isSkipped(List<PluginRow> rows) {
        return rows.stream().anyMatch(row -> row.plugin().pluginName() != null)
                && rows.stream().allMatch(row -> row.plugin().pluginName() == null || Glance.isSkipped(row));
    }

    /** That of a step; its row has a plugin's name. */
    public static Outcome ofStep(PluginRow step) {
        String status = Objects.requireNonNullElse(step.plugin().pluginStatus(), "");
        return switch (status) {
            case "Success" -> Glance.isSkipped(step) ? SKIPPED : SUCCESS;
            case "Failed" -> FAILED;
            case "TimedOut", "ExecutionTimedOut" -> TIMED_OUT;
            case "Cancelled", "Terminated" -> CANCELLED;
            case REBOOTING -> step.plugin().responseFinishDateTime() == null ? RUNNING : SUCCESS;
            default -> hasEnded(step.invocation().status()) ? NOT_RUN : RUNNING;
        };
    }

    static boolean hasFailed(PluginRow step) {
        return step.plugin().pluginStatus() != null
                && FAILED_STEP.contains(step.plugin().pluginStatus());
    }

    /** Whether a success rate counts it against. */
    public boolean isFailure() {
        return this == FAILED || this == TIMED_OUT || this == UNDELIVERED;
    }

    /** As the views have it. */
    @Override
    public String toString() {
        return name;
    }
}
