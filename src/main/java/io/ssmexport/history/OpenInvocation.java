package io.ssmexport.history;

import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invocation that had not ended when it was last read, as the view {@code still_running} has it. */
public record OpenInvocation(
        Source source,
        String command,
        String instance,
        @Nullable String instanceName,
        @Nullable String document,
        Instant requested,
        @Nullable String status,
        @Nullable String details,
        Instant readAt) {

    static OpenInvocation of(Source source, PluginRow row) {
        return new OpenInvocation(
                source,
                row.key().commandId(),
                row.key().instanceId(),
                row.invocation().instanceName(),
                row.invocation().documentName(),
                row.invocation().requestedDateTime(),
                row.invocation().status(),
                row.invocation().statusDetails(),
                row.exportedAt());
    }
}
