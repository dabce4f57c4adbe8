package io.ssmexport.row;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all rows of an invocation have in common beside their key, members of the API's {@code CommandInvocation}. */
public record InvocationColumns(
        @Nullable String instanceName,
        @Nullable String comment,
        @Nullable String documentName,
        @Nullable String documentVersion,
        Instant requestedDateTime,
        @Nullable String status,
        @Nullable String statusDetails,
        @Nullable String standardOutputUrl,
        @Nullable String standardErrorUrl,
        @Nullable String traceOutput,
        @Nullable String serviceRole,
        @Nullable String notificationArn,
        @Nullable String notificationEvents,
        @Nullable String notificationType,
        @Nullable String cloudWatchLogGroupName,
        @Nullable Boolean cloudWatchOutputEnabled) {}
