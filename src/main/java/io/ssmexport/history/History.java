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
 * is kept of them has its {@link Room}, but for four bytes for each step that ended. What had none is not in the failures and
 * instances, and they say so; it is in all that is counted by day.
 */
public final class History {

    private final Days days;
    private final Map<Cell, Counts> counts = new HashMap<>();
    private final Failures failures;
    private final StepDurations durations = new StepDurations();
    private final Fleet fleet;
    private final Oldest open;
    private long invocations;
    private @Nullable Instant newest;
    private @Nullable Source source;

    public History(Days days, Room room) {
        this.days = days;
        this.failures = new Failures(room.failures());
        this.fleet = new Fleet(room.instances());
        this.open = new Oldest(room.open());
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

    /** How many different failures there are, or at least, where some had no room. */
    public int failures() {
        return failures.size();
    }

    /** How often a failure that isn't among those that are kept may have happened; 0 where all are. */
    public int missedFailures() {
        return failures.missed();
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

    /** How many instances there are, or, where not all had room, how many are looked at. */
    public int instances() {
        return fleet.size();
    }

    /** Whether there are more instances than are looked at. */
    public boolean hasMoreInstances() {
        return fleet.isPartial();
    }

    /** Those of them whose last command was before that, the longest silent first. */
    public List<SilentInstance> silentSince(Instant time) {
        return fleet.silentSince(time);
    }
}
