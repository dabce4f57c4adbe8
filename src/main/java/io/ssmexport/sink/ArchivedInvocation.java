package io.ssmexport.sink;

import io.ssmexport.row.PluginRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a destination holds of an invocation, as far as counting needs it. */
public record ArchivedInvocation(
        String account,
        String region,
        String commandId,
        Instant requestedAt,
        @Nullable String status,
        @Nullable String statusDetails) {

    /** That of a row. */
    public static ArchivedInvocation of(PluginRow row) {
        return new ArchivedInvocation(
                row.key().accountId(),
                row.key().region(),
                row.key().commandId(),
                row.invocation().requestedDateTime(),
                row.invocation().status(),
                row.invocation().statusDetails());
    }
}
