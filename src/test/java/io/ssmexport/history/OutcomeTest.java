package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.Glance;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.SampleRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the views have it, which the tests of the page hold it against, for one history; here are all cases. */
class OutcomeTest {

    private static PluginRow row(@Nullable String... columnsAndValues) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            values.put(String.valueOf(columnsAndValues[i]), columnsAndValues[i + 1]);
        }
        return SampleRows.row(values);
    }

    @ParameterizedTest
    @CsvSource({
        ",, Running",
        "Pending,, Running",
        "InProgress, InProgress, Running",
        "Cancelling,, Running",
        "Success, Success, Success",
        "Failed,, Failed",
        "Failed, Failed, Failed",
        "Failed, Terminated, Cancelled",
        "Failed, Undeliverable, Undelivered",
        "Failed, Delivery Timed Out, Undelivered",
        "TimedOut, DeliveryTimedOut, Undelivered",
        "TimedOut, ExecutionTimedOut, TimedOut",
        "ExecutionTimedOut,, TimedOut",
        "Undeliverable,, Undelivered",
        "DeliveryTimedOut,, Undelivered",
        "Terminated,, Cancelled",
        "Cancelled, Cancelled, Cancelled",
    })
    void anInvocationComesTo(@Nullable String status, @Nullable String details, String outcome) {
        assertThat(Outcome.of(new InvocationRows(List.of(row("status", status, "status_details", details)))))
                .hasToString(outcome);
    }

    @Test
    void itIsSkippedIfAllItsStepsAre() {
        PluginRow skipped = row("output", Glance.SKIPPED + "a precondition");
        PluginRow none = row("plugin_name", null, "plugin_status", null);
        assertThat(Outcome.of(new InvocationRows(List.of(skipped)))).isEqualTo(Outcome.SKIPPED);
        assertThat(Outcome.of(new InvocationRows(List.of(skipped, none)))).isEqualTo(Outcome.SKIPPED);
        assertThat(Outcome.of(new InvocationRows(List.of(skipped, row())))).isEqualTo(Outcome.SUCCESS);
        assertThat(Outcome.of(new InvocationRows(List.of(none)))).isEqualTo(Outcome.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({
        "Success, Success, true, Success",
        "Success, Failed, true, Failed",
        "Success, TimedOut, true, TimedOut",
        "Success, ExecutionTimedOut, true, TimedOut",
        "Success, Cancelled, true, Cancelled",
        "Success, Terminated, true, Cancelled",
        "Success, SuccessAndReboot, true, Success",
        "Success, SuccessAndReboot, false, Running",
        "Failed, Pending, false, NotRun",
        "Failed,, false, NotRun",
        "InProgress, Pending, false, Running",
        "InProgress,, false, Running",
    })
    void aStepComesTo(String status, @Nullable String pluginStatus, boolean isFinished, String outcome) {
        PluginRow step = isFinished
                ? row("status", status, "plugin_status", pluginStatus)
                : row("status", status, "plugin_status", pluginStatus, "response_finish_date_time", null);
        assertThat(Outcome.ofStep(step)).hasToString(outcome);
    }

    @Test
    void aSkippedStepIsNoSuccess() {
        assertThat(Outcome.ofStep(row("output", Glance.SKIPPED + "a precondition")))
                .isEqualTo(Outcome.SKIPPED);
        assertThat(Outcome.ofStep(row("output", "Step execution"))).isEqualTo(Outcome.SUCCESS);
    }
}
