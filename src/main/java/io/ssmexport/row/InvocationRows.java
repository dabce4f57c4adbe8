package io.ssmexport.row;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one invocation, in the order of its plugins: what is kept, replaced or dropped together.
 *
 * @param rows at least one
 */
public record InvocationRows(List<PluginRow> rows) {

    /**
     * Statuses that AWS never changes again; the last four are documented as details of them. One that is absent or unknown
     * here counts as open: sealed too late is only slow.
     */
    public static final Set<String> ENDED = Set.of(
            "Success",
            "Cancelled",
            "TimedOut",
            "Failed",
            "DeliveryTimedOut",
            "ExecutionTimedOut",
            "Undeliverable",
            "Terminated");

    /** Those of them that mean that an invocation, or a step of one, failed: what the views count as failures. */
    private static final Set<String> FAILED =
            Set.of("Failed", "TimedOut", "DeliveryTimedOut", "ExecutionTimedOut", "Undeliverable");

    /** Status of a plugin that goes on after the instance has started again. */
    public static final String REBOOTING = "SuccessAndReboot";

    public InvocationRows {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("rows must not be empty");
        }
    }

    public PluginRow first() {
        return rows.get(0);
    }

    /** Whether the invocation has not ended, so that its slice must be read again. */
    public boolean isOpen() {
        return !hasEnded(first().invocation().status()) || rows.stream().anyMatch(InvocationRows::isRebooting);
    }

    /** Rows of the steps that failed. An invocation that failed without one, since it never reached its instance, has one row. */
    public List<PluginRow> failed() {
        List<PluginRow> steps = rows.stream()
                .filter(row -> isFailure(row.plugin().pluginStatus()))
                .toList();
        return steps.isEmpty()
                        && isFailure(first().invocation().status())
                        && !"Terminated".equals(first().invocation().statusDetails())
                ? List.of(first())
                : steps;
    }

    private static boolean isFailure(@Nullable String status) {
        return status != null && FAILED.contains(status);
    }

    private static boolean isRebooting(PluginRow row) {
        return REBOOTING.equals(row.plugin().pluginStatus()) && row.plugin().responseFinishDateTime() == null;
    }

    /** Whether both rows are of the same invocation. */
    public static boolean isSame(PluginRow a, PluginRow b) {
        return a.key().commandId().equals(b.key().commandId())
                && a.key().instanceId().equals(b.key().instanceId())
                && a.key().accountId().equals(b.key().accountId())
                && a.key().region().equals(b.key().region());
    }

    /** Whether an invocation with that status has ended. */
    public static boolean hasEnded(@Nullable String status) {
        return status != null && ENDED.contains(status);
    }
}
