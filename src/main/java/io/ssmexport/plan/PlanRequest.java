package io.ssmexport.plan;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.PointInTime;
import java.time.Duration;
import java.time.Instant;
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

    /** New commands appear in the list with a delay, so nothing younger than this counts as read. */
    static final Duration TRAIL = Duration.ofMinutes(1);

    /** That of a run. */
    public static PlanRequest of(ExportOptions options) {
        return new PlanRequest(
                options.from(), options.until(), options.since(), options.slice(), options.again(), options.isList());
    }

    /** The same words for the same window. */
    public String inWords() {
        if (from == null) {
            return "incremental";
        }
        return "backfill from " + from + (until == null ? "" : " until " + until) + (again ? ", again" : "");
    }

    /** How far there is anything to read at that moment. */
    public Instant until(Instant now) {
        Instant trailing = now.minus(TRAIL);
        Instant end = until == null ? trailing : until.at(now);
        return end.isBefore(trailing) ? end : trailing;
    }
}
