package io.ssmexport.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command as {@code ListCommands} reports it. */
public record ReportedCommand(
        String account,
        String region,
        String commandId,
        @Nullable String documentName,
        Instant requestedAt,
        Counts counts) {}
