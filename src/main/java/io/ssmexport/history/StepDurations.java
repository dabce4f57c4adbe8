package io.ssmexport.history;

import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How long the steps of each document took, as the view {@code duration_by_plugin} has it. */
final class StepDurations {

    private final Map<Step, Durations> steps = new HashMap<>();

    private record Step(Source source, @Nullable String document, String plugin) {}

    private record Name(@Nullable String document, String plugin) {}

    void add(Source source, PluginRow row) {
        if (row.plugin().pluginName() == null
                || row.plugin().responseStartDateTime() == null
                || row.plugin().responseFinishDateTime() == null) {
            return;
        }
        Outcome outcome = Outcome.ofStep(row);
        if (outcome != Outcome.SKIPPED && outcome != Outcome.RUNNING) {
            steps.computeIfAbsent(
                            new Step(
                                    source,
                                    row.invocation().documentName(),
                                    row.plugin().pluginName()),
                            step -> new Durations())
                    .add(Duration.between(
                                    row.plugin().responseStartDateTime(),
                                    row.plugin().responseFinishDateTime())
                            .toMillis());
        }
    }

    /** Those of some sources, the slowest first. */
    List<StepDuration> of(Predicate<Source> chosen) {
        Map<Name, Durations> merged = new HashMap<>();
        steps.forEach((step, durations) -> {
            if (chosen.test(step.source())) {
                merged.merge(new Name(step.document(), step.plugin()), durations, Durations::and);
            }
        });
        return merged.entrySet().stream()
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
