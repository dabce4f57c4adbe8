package io.ssmexport.ssm;

import io.ssmexport.ssm.StrangeValue.Became;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/**
 * An invocation as the service sent it.
 *
 * @param invocation without what the SDK's class, and so a row, can't hold
 * @param strange what that was
 */
public record ReadInvocation(CommandInvocation invocation, List<StrangeValue> strange) {

    /** Whether it has what a row needs: its key, and a time that says which slice it belongs to. */
    public boolean hasRow() {
        return strange.isEmpty() || strange.stream().noneMatch(value -> value.became() == Became.NO_ROW);
    }

    ReadInvocation with(StrangeValue value) {
        List<StrangeValue> all = new ArrayList<>(strange);
        all.add(value);
        return new ReadInvocation(invocation, all);
    }
}
