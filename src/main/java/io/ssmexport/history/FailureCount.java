package io.ssmexport.history;

import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What failed, where, and how often.
 *
 * @param missed how often it may have failed beside these, where there were too many kinds to keep all
 * @param days how often on which day, by the day's number
 * @param last when it was requested the last time
 * @param line first line of what the failed step printed then; null if it printed nothing, or isn't kept
 */
public record FailureCount(
        Key key,
        @Nullable String instanceName,
        int count,
        int missed,
        Map<Integer, Integer> days,
        Instant last,
        @Nullable String line) {

    /**
     * What is the same each time.
     *
     * @param plugin first step that failed; null if none did, because it never reached its instance
     * @param code what that step returned
     */
    public record Key(
            Source source,
            @Nullable String document,
            String instance,
            Outcome outcome,
            @Nullable String details,
            @Nullable String plugin,
            @Nullable Integer code) {}
}
