package io.ssmexport.job.slices;

import io.ssmexport.ssm.ReadInvocation;
import io.ssmexport.ssm.StrangeValue;
import org.jspecify.annotations.Nullable;

/**
 * Values of a run that a column couldn't hold.
 *
 * @param column of the row contract; where a whole structure or list was strange, its member's name in snake_case
 * @param became what became of them: {@code null}, {@code text}, {@code nothing} of an element of a list, or {@code no row}
 *     of the whole invocation, which keeps its slice open
 * @param first one of them, shortened
 * @param commandId of the invocation that it is of, shortened
 * @param instanceId of the same, shortened
 */
public record StrangeColumn(
        String column, String became, long count, String first, String commandId, String instanceId) {

    static StrangeColumn of(StrangeValue value, ReadInvocation read) {
        return new StrangeColumn(
                value.column(),
                value.became().toString(),
                value.count(),
                value.first(),
                shown(read.invocation().commandId()),
                shown(read.invocation().instanceId()));
    }

    private static String shown(@Nullable String id) {
        return id == null ? "(none)" : StrangeValue.printable(id);
    }

    StrangeColumn and(StrangeColumn more) {
        return new StrangeColumn(column, became, count + more.count, first, commandId, instanceId);
    }

    /** Such as {@code 3 response_code became null, the first 4294967295 in <command> <instance>}. */
    public String text() {
        return count + " " + column + " became " + became + ", the first " + first + " in " + commandId + " "
                + instanceId;
    }
}
