package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.slice.Slice;
import io.ssmexport.state.PlannedSlice;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.step.StepExecution;

class ExecutionsTest {

    @TempDir
    private Path directory;

    /** By them workers take the slices of a lane. */
    @Test
    void theNumbersOfTheStepsAreInTheOrderOfThePlan() throws Exception {
        List<PlannedSlice> plan = Stream.of(17, 3, 28, 11, 30, 5, 22, 9, 14, 26)
                .map(day -> new Slice(
                        "123456789012",
                        "us-east-1",
                        Instant.parse("2026-10-01T00:00:00Z").plus(Duration.ofDays(day)),
                        Duration.ofDays(1)))
                .map(slice -> new PlannedSlice(slice, slice.end()))
                .toList();
        try (StateDatabase state = StateDatabase.open(new StateDirectory(directory.resolve("job")).create(), 2);
                var context = BatchConfiguration.on(state, 1)) {
            var execution = new Executions(context.getBean(BatchInfrastructure.class), 1, 0)
                    .start(plan, (splitter, manager) -> splitter.split(manager, 1));
            assertThat(execution.getStepExecutions().stream()
                            .filter(step -> step.getStepName().startsWith("slice:"))
                            .sorted(Comparator.comparing(StepExecution::getId))
                            .map(StepExecution::getStepName))
                    .containsExactlyElementsOf(plan.stream()
                            .map(planned -> SliceWorker.stepName(planned.slice()))
                            .toList());
        }
    }
}
