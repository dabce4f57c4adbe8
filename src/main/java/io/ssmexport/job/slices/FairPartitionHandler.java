package io.ssmexport.job.slices;

import io.ssmexport.slice.Slice;
import io.ssmexport.state.PlannedSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.TaskExecutor;

/**
 * Does the partitions in the order of a {@link SliceQueue}: a task for each, of which each does the partition whose turn it
 * is when the task begins. Spring Batch's own handler does them in the order of a hash table.
 */
final class FairPartitionHandler extends AbstractPartitionHandler {

    private final Map<String, PlannedSlice> plan;
    private final Step worker;
    private final TaskExecutor executor;

    FairPartitionHandler(List<PlannedSlice> planned, Step worker, TaskExecutor executor) {
        this.plan = SliceWorker.byStep(planned);
        this.worker = worker;
        this.executor = executor;
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions) throws Exception {
        Map<Slice, StepExecution> bySlice =
                partitions.stream().collect(Collectors.toMap(this::slice, Function.identity()));
        SliceQueue queue = new SliceQueue(plan.values().stream()
                .map(PlannedSlice::slice)
                .filter(bySlice::containsKey)
                .toList());
        List<FutureTask<StepExecution>> turns = Stream.generate(() -> new FutureTask<>(() -> turn(queue, bySlice)))
                .limit(partitions.size())
                .toList();
        turns.forEach(executor::execute);
        Set<StepExecution> done = new HashSet<>();
        for (FutureTask<StepExecution> turn : turns) {
            done.add(turn.get());
        }
        return done;
    }

    private StepExecution turn(SliceQueue queue, Map<Slice, StepExecution> bySlice) throws JobInterruptedException {
        Slice slice = queue.take();
        try {
            StepExecution partition = Objects.requireNonNull(bySlice.get(slice));
            worker.execute(partition);
            return partition;
        } finally {
            queue.done(slice);
        }
    }

    private Slice slice(StepExecution partition) {
        PlannedSlice planned = Objects.requireNonNull(plan.get(partition.getStepName()));
        SlicePartition.complete(partition.getExecutionContext(), planned);
        return planned.slice();
    }
}
