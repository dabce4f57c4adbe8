package io.ssmexport.job;

import io.ssmexport.slice.Slice;
import io.ssmexport.state.PlannedSlice;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.StepExecution;

/** Starts the partitions in the order of the plan; Spring Batch hands them over in that of a hash table. */
final class OrderedPartitionHandler extends TaskExecutorPartitionHandler {

    private final List<Slice> order;

    OrderedPartitionHandler(List<PlannedSlice> planned) {
        this.order = planned.stream().map(PlannedSlice::slice).toList();
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions) throws Exception {
        List<StepExecution> ordered = partitions.stream()
                .sorted(Comparator.comparingInt(this::position))
                .toList();
        return super.doHandle(manager, new LinkedHashSet<>(ordered));
    }

    private int position(StepExecution partition) {
        return order.indexOf(
                SlicePartition.planned(partition.getExecutionContext()).slice());
    }
}
