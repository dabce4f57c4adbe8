package io.ssmexport.coverage;

import io.ssmexport.plan.Planner;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * An account and region.
 *
 * @param current whether the job still reads it
 * @param days without a gap, the oldest first
 */
public record SourceCoverage(Source source, boolean current, List<DayCoverage> days) {

    /** Invocations that had not ended when they were read. */
    public long openInvocations() {
        return days.stream().mapToLong(DayCoverage::openInvocations).sum();
    }

    /** First day that has to be read or read again, and that AWS still has. */
    public Optional<LocalDate> oldestUnsealed() {
        return days.stream()
                .filter(day -> day.state() == DayState.OPEN || day.state() == DayState.MISSING)
                .map(DayCoverage::date)
                .findFirst();
    }

    /** Whole days until AWS begins to forget {@link #oldestUnsealed}; 0 where it has begun. */
    public Optional<Long> daysUntilForgotten(Instant now) {
        return oldestUnsealed().map(date -> {
            Instant forgotten = date.atStartOfDay().toInstant(ZoneOffset.UTC).plus(Planner.HISTORY);
            return Math.max(0, Duration.between(now, forgotten).toDays());
        });
    }

    /** Days of that state. */
    public long days(DayState state) {
        return days.stream().filter(day -> day.state() == state).count();
    }
}
