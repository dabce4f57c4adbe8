package io.ssmexport.history;

import io.ssmexport.slice.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance that got no command for long.
 *
 * @param last when it got its last one, which was of that document and came to that
 * @param runs how many it got
 */
public record SilentInstance(
        Source source,
        String instance,
        @Nullable String name,
        Instant last,
        long runs,
        @Nullable String document,
        Outcome outcome) {}
