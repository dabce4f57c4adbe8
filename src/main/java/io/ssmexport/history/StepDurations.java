package io.ssmexport.history;

import io.ssmexport.row.PluginRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the steps of each document took, as the view {@code duration_by_plugin} has it. */
final class StepDurations {

    private final Map<Step, Durations> steps = new HashMap<>();

    private record Step(@Nullable String document, String plugin) {}

    void add(PluginRow row) {
        if (row.pluginName() == null || row.responseStartDateTime() == null || row.responseFinishDateTime() == null) {
            return;
        }
        Outcome outcome = Outcome.ofStep(row);
        if (outcome != Outcome.SKIPPED && outcome != Outcome.RUNNING) {
            steps.computeIfAbsent(new Step(row.documentName(), row.pluginName()), step -> new Durations())
                    .add(Duration.between(row.responseStartDateTime(), row.responseFinishDateTime())
                            .toMillis());
        }
    }

    /** The slowest first. */
    List<StepDuration> all() {
        return steps.entrySet().stream()
                .map(entry -> {
                    Durations durations = entry.getValue();
                    return new StepDuration(
                            entry.getKey().document(),
                            entry.getKey().plugin(),
                            durations.count(),
                            durations.percentile(0.5),
                            durations.percentile(0.9),
                            durations.percentile(0.95),
                            durations.percentile(0.99),
                            durations.max());
                })
                .sorted(Comparator.comparingDouble(StepDuration::p95)
                        .reversed()
                        .thenComparing(step -> String.valueOf(step.document()))
                        .thenComparing(StepDuration::plugin))
                .toList();
    }
}
