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
                row.commandId(),
                row.instanceId(),
                row.instanceName(),
                row.documentName(),
                row.requestedDateTime(),
                row.status(),
                row.statusDetails(),
                row.exportedAt());
    }
}
