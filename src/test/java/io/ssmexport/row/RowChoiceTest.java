package io.ssmexport.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.file.SampleRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invocation's status, details and the statuses of its steps, and which of its rows say what failed. */
class RowChoiceTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "Success, Success, Success Success, ''",
                "Failed, Failed, Success Failed Success, 1",
                "Failed, Failed, Failed Failed, 0 1",
                "TimedOut, ExecutionTimedOut, Success TimedOut, 1",
                "TimedOut, Execution Timed Out, ExecutionTimedOut Pending, 0",
                "TimedOut, Delivery Timed Out, null, 0",
                "DeliveryTimedOut, DeliveryTimedOut, null, 0",
                "Failed, Undeliverable, null, 0",
                "Undeliverable, Undeliverable, null, 0",
                "Failed, Undeliverable, Pending Pending, 0",
                "Failed, Terminated, null, ''",
                "Terminated, Terminated, null, ''",
                "Cancelled, Cancelled, Cancelled, ''",
                "Success, Success, Failed Success, 0",
                "InProgress, InProgress, Failed InProgress, 0",
                "Pending, Pending, null, ''",
                "null, null, null, ''"
            })
    void failedRowsAreThoseOfStepsThatFailedOrElseOneOfAnInvocationThatDid(
            @Nullable String status, @Nullable String details, @Nullable String steps, String indexes) {
        InvocationRows invocation = invocation(status, details, steps);

        assertThat(RowChoice.FAILED.of(invocation).stream()
                        .map(row -> String.valueOf(row.key().pluginIndex()))
                        .toList())
                .isEqualTo(indexes.isEmpty() ? List.of() : List.of(indexes.split(" ", -1)));
        assertThat(RowChoice.ALL.of(invocation)).isEqualTo(invocation.rows());
    }

    private static InvocationRows invocation(
            @Nullable String status, @Nullable String details, @Nullable String steps) {
        List<PluginRow> rows = new ArrayList<>();
        for (String step : steps == null ? new String[] {""} : steps.split(" ", -1)) {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("plugin_index", rows.size());
            values.put("status", status);
            values.put("status_details", details);
            values.put("plugin_status", step.isEmpty() ? null : step);
            rows.add(SampleRows.row(values));
        }
        return new InvocationRows(rows);
    }
}
