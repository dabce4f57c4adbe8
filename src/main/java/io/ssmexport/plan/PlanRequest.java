package io.ssmexport.plan;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.PointInTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to cover.
 *
 * @param from start of a backfill, or null for an incremental run
 * @param until end of a backfill, excluded; null for as far as there is anything to read
 * @param since where an incremental run starts the first time
 * @param slice width of a slice
 * @param again whether a backfill reads sealed slices too
 * @param list whether part of the service's list is read instead of slices; what stands for it is one slice
 */
public record PlanRequest(
        @Nullable PointInTime from,
        @Nullable PointInTime until,
        PointInTime since,
        Duration slice,
        boolean again,
        boolean list) {

    /** That of a run. */
    public static PlanRequest of(ExportOptions options) {
        return new PlanRequest(
                options.from(), options.until(), options.since(), options.slice(), options.again(), options.isList());
    }
}
