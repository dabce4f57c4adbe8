package io.ssmexport.ssm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which the reading of a slice began, which decides what may be said of it for ever: what was requested
 * later may be missing.
 *
 * @param time of the service; null if that isn't certain, so that nothing may be sealed
 * @param hiddenOpen invocations that had not ended then and that the filter hides; not all are counted, but 0 is exact
 */
public record AsOf(@Nullable Instant time, long hiddenOpen) {

    /** Nothing is known. */
    public static final AsOf UNKNOWN = new AsOf(null, 0);
}
