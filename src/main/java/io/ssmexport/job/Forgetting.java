package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.PointInTime;
import io.ssmexport.plan.Planner;
import io.ssmexport.sink.Upkeep;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.Runs;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes on purpose what a job has archived of its accounts and regions and was requested before a time. The ledger gets a
 * mark first: from then on no run brings any of it back, unless it is asked for again, and what an interruption has left is
 * removed by doing it again.
 */
public final class Forgetting {

    private final ExportOptions options;
    private final Environment environment;
    private final Instant now;
    private final Instant before;

    /**
     * @param before rounded down to the start of a slice
     * @throws Failure of kind USAGE if that lies in the future, or the job keeps nothing
     */
    public Forgetting(ExportOptions options, Environment environment, PointInTime before) {
        KnownArchive.requireNoShards(options, environment.variables());
        this.options = options;
        this.environment = environment;
        this.now = environment.clock().instant();
        this.before = Slice.floor(before.at(now), options.slice());
        if (before.at(now).isAfter(now)) {
            throw new Failure(USAGE, Problem.at("before", "must not be in the future but was " + before.at(now)));
        }
        if (!options.into().isKept()) {
            throw new Failure(USAGE, Problem.at("into", "csv:- keeps nothing that could be forgotten"));
        }
    }

    /**
     * What is forgotten.
     *
     * @param before start of what stays
     * @param remembered slices among them that AWS still has
     */
    public record Forgotten(Instant before, Upkeep.Amount amount, long remembered) {}

    /**
     * What would be forgotten. Writes nothing and waits for no run.
     *
     * @throws Failure of kind USAGE if the job has exported nothing there
     */
    public Forgotten look() {
        Archive archive = KnownArchive.read(options, environment.variables())
                .orElseThrow(() -> new Failure(
                        USAGE,
                        Problem.at("state", "job " + options.name() + " has exported nothing there yet")
                                .withRemedy("name its job file, or its --name, --into and --state")));
        List<LedgerEntry> old = archive.slices().stream()
                .filter(entry -> entry.slice().start().isBefore(before))
                .toList();
        Instant awsForgets = now.minus(Planner.HISTORY);
        try (SinkToInspect inspected = SinkToInspect.open(options, environment)) {
            return new Forgotten(
                    before,
                    inspected
                            .sink()
                            .upkeep()
                            .before(sources(archive.slices(), archive.starts().keySet()), before),
                    old.stream()
                            .filter(entry -> entry.slice().end().isAfter(awsForgets))
                            .count());
        }
    }

    private static Set<Source> sources(List<LedgerEntry> entries, Set<Source> started) {
        Set<Source> sources = new HashSet<>(started);
        entries.forEach(entry -> sources.add(Source.of(entry.slice())));
        return sources;
    }

    /**
     * Forgets.
     *
     * @throws Failure of kind USAGE, as {@link #look}, or if a run that has not ended is to read some of it; of kind BUSY while
     *     a run goes on
     */
    public Forgotten forget() {
        Forgotten forgotten = look();
        try (Stores stores = Stores.openAsItIs(options, environment)) {
            Runs runs = stores.runs();
            runs.isKnown(JobReading.selection(options));
            List<Slice> planned = runs.plannedBefore(before);
            if (runs.unfinished().isPresent() && !planned.isEmpty()) {
                throw new Failure(
                        USAGE,
                        Problem.at("before", "a run that has not ended is to read " + planned.get(0))
                                .withRemedy("run the job once more, so that it ends, and then forget"));
            }
            Set<Source> sources = sources(
                    stores.ledger().entries(Instant.EPOCH), runs.starts().keySet());
            stores.inTransaction(() -> runs.retainFrom(before));
            planned.forEach(stores.sink()::restart);
            stores.sink().upkeep().forget(sources, before);
            stores.inTransaction(() -> stores.ledger().forget(before));
            stores.tell();
            stores.describe();
            stores.finished();
            return forgotten;
        }
    }
}
