package io.ssmexport.history;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the invocations of some days come to, and for comparison those of as many days before. They are added in any order; what
 * is kept of them grows with what is shown, not with their number, but for four bytes for each step that ended.
 */
public final class History {

    private final Days days;
    private final Map<Cell, Counts> counts = new HashMap<>();
    private final Failures failures = new Failures();
    private final StepDurations durations = new StepDurations();
    private final Fleet fleet = new Fleet();
    private final Oldest open;
    private long invocations;
    private @Nullable Instant newest;
    private @Nullable Source source;

    /** @param mostOpen of how many open invocations is kept which they are */
    public History(Days days, int mostOpen) {
        this.days = days;
        this.open = new Oldest(mostOpen);
    }

    public void add(InvocationRows invocation) {
        PluginRow first = invocation.first();
        int day = days.number(first.invocation().requestedDateTime());
        if (day < -days.count() || day >= days.count()) {
            return;
        }
        Source where = source(first);
        Outcome outcome = Outcome.of(invocation);
        counts.computeIfAbsent(new Cell(day, where, first.invocation().documentName()), cell -> new Counts())
                .add(outcome);
        fleet.add(where, first, outcome);
        if (outcome == Outcome.RUNNING) {
            open.add(OpenInvocation.of(where, first));
        }
        if (newest == null || first.invocation().requestedDateTime().isAfter(newest)) {
            newest = first.invocation().requestedDateTime();
        }
        invocations++;
        if (day >= 0) {
            if (outcome.isFailure()) {
                failures.add(day, where, invocation, outcome);
            }
            invocation.rows().forEach(row -> durations.add(where, row));
        }
    }

    /** Mostly that of the row before. */
    private Source source(PluginRow row) {
        if (source == null
                || !source.account().equals(row.key().accountId())
                || !source.region().equals(row.key().region())) {
            source = new Source(row.key().accountId(), row.key().region());
        }
        return source;
    }

    public Days days() {
        return days;
    }

    /** How many were counted, those of the period before among them. */
    public long invocations() {
        return invocations;
    }

    /** When the newest was requested; null if there is none. */
    public @Nullable Instant newest() {
        return newest;
    }

    public Map<Cell, Counts> counts() {
        return counts;
    }

    /** How many different failures there are. */
    public int failures() {
        return failures.size();
    }

    /** So many of the most frequent. */
    public List<FailureCount> failures(int most) {
        return failures.most(most);
    }

    /** Those of some sources, the slowest first. */
    public List<StepDuration> durations(Predicate<Source> chosen) {
        return durations.of(chosen);
    }

    public long openInvocations() {
        return open.count();
    }

    /** The oldest first. */
    public List<OpenInvocation> open() {
        return open.list();
    }

    public int instances() {
        return fleet.size();
    }

    /** Instances whose last command was before that, the longest silent first. */
    public List<SilentInstance> silentSince(Instant time) {
        return fleet.silentSince(time);
    }
}
