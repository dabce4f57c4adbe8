package io.ssmexport.sink;

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

    /** Whether it was requested in {@code [from, until)}. */
    public boolean isWithin(Instant from, Instant until) {
        return !requestedAt.isBefore(from) && requestedAt.isBefore(until);
    }
}
