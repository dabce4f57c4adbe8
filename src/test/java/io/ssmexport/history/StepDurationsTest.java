package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.Glance;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepDurationsTest {

    private static final Source EAST = new Source("111122223333", "us-east-1");
    private static final Source WEST = new Source("111122223333", "us-west-2");
    private static final Instant START = Instant.parse("2026-11-19T08:00:00Z");

    private final StepDurations durations = new StepDurations();

    private void add(Source source, int seconds, Map<String, ? extends @Nullable Object> changes) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("plugin_name", "step");
        values.put("response_start_date_time", START);
        values.put("response_finish_date_time", START.plusSeconds(seconds));
        values.putAll(changes);
        durations.add(source, SampleRows.row(values));
    }

    @Test
    void whatWasSkippedOrStillRunsOrNeverBeganTellsNothing() {
        add(EAST, 3, Map.of());
        add(EAST, 5, Map.of("plugin_status", "Failed"));
        add(EAST, 100, Map.of("output", Glance.SKIPPED + "a precondition"));
        add(EAST, 100, Map.of("status", "InProgress", "plugin_status", "InProgress"));
        Map<String, @Nullable Object> never = new HashMap<>();
        never.put("response_start_date_time", null);
        add(EAST, 100, never);
        never.put("plugin_name", null);
        add(EAST, 100, never);

        assertThat(durations.of(source -> true)).hasSize(1);
        assertThat(durations.of(source -> true).get(0).runs()).isEqualTo(2);
        assertThat(durations.of(source -> true).get(0).max()).isEqualTo(5);
        assertThat(durations.of(source -> true).get(0).p50()).isEqualTo(4);
    }

    @Test
    void theSlowestComesFirstOfTheSourcesThatAreChosen() {
        add(EAST, 1, Map.of("plugin_name", "quick"));
        add(EAST, 2, Map.of("plugin_name", "slow"));
        add(WEST, 9, Map.of("plugin_name", "quick"));

        assertThat(durations.of(source -> true))
                .extracting(StepDuration::plugin)
                .containsExactly("quick", "slow");
        assertThat(durations.of(EAST::equals)).extracting(StepDuration::plugin).containsExactly("slow", "quick");
    }
}
