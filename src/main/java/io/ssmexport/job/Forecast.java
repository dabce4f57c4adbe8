package io.ssmexport.job;

import io.ssmexport.failure.Problem;
import io.ssmexport.plan.Plan;
import io.ssmexport.plan.SliceToRead;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param slices in the order in which they would be read
 * @param refused why a source can't be read, for those that can't
 * @param destination why the destination can't be written, or null
 * @param unfinished the run that would be finished first, or null
 * @param now the service's time, or the machine's if no answer told it
 * @param pagesPerSecond as measured in the last runs, or by one request
 * @param clockAhead how far the machine's clock is ahead of the service's, negative where it is behind; null if unknown
 * @param clockWarning what the operator has to know about that, or null
 */
public record Forecast(
        Instant now,
        Plan plan,
        List<Source> sources,
        List<Expected> slices,
        Map<Source, Problem> refused,
        @Nullable String destination,
        Archive.@Nullable Run unfinished,
        double pagesPerSecond,
        @Nullable Duration clockAhead,
        @Nullable String clockWarning) {

    /** Where a number of pages comes from. */
    public enum Basis {
        /** Pages of earlier runs. */
        LEDGER,
        /** One page, read for the forecast. */
        PROBE,
        /** Nothing: the source can't be read. */
        NONE
    }

    /** A slice and the pages to expect of it. */
    public record Expected(SliceToRead toRead, PageRange pages, Basis basis) {}

    public PageRange pages() {
        return slices.stream().map(Expected::pages).reduce(PageRange.NONE, PageRange::plus);
    }

    /** How long that many pages take. */
    public double minutes(long pages) {
        return pagesPerSecond == 0 ? 0 : pages / pagesPerSecond / 60;
    }
}
