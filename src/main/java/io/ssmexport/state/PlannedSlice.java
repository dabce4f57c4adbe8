package io.ssmexport.state;

import io.ssmexport.slice.Slice;
import java.time.Instant;

/**
 * A slice that a run is to read.
 *
 * @param readUntil how far, at most the slice's end
 */
public record PlannedSlice(Slice slice, Instant readUntil) {

    public PlannedSlice {
        if (readUntil.isAfter(slice.end())) {
            throw new IllegalArgumentException("readUntil must not be after " + slice.end() + " but was " + readUntil);
        }
    }
}
