package io.ssmexport.job.slices;

import io.ssmexport.state.PlannedSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * A partition per planned slice, named after it. The plan of a run never changes, so a restart finds the same partitions
 * under the same names.
 */
record SlicePartitioner(List<PlannedSlice> slices) implements Partitioner {

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        slices.forEach(planned -> partitions.put(planned.slice().name(), SlicePartition.context(planned)));
        return partitions;
    }
}
