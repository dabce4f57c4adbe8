package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.plan.Planner;
import io.ssmexport.row.Column;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.CommandList;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.verify.ArchivedCommands;
import io.ssmexport.verify.Comparison;
import io.ssmexport.verify.Counts;
import io.ssmexport.verify.Reach;
import io.ssmexport.verify.Reach.Exported;
import io.ssmexport.verify.ReportedCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.Command;

/**
 * Compares, command by command, what a job has archived with what {@code ListCommands} reports. Commands that AWS has
 * forgotten, or that were sent after the last run, are only counted. Writes nothing.
 */
public final class Completeness {

    private final ExportOptions options;
    private final Environment environment;
    private final List<String> failures = new ArrayList<>();
    private final Set<LocalDate> damaged = new HashSet<>();

    public Completeness(ExportOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
    }

    /**
     * What was found.
     *
     * @param failures accounts and regions whose commands could not be listed, and files that can't be read or aren't as a
     *     run left them, with the reason
     * @param damaged days of these files
     * @param warning what is wrong with the machine's clock, or null
     */
    public record Result(
            Instant from,
            Instant until,
            Comparison comparison,
            List<String> failures,
            Set<LocalDate> damaged,
            @Nullable String warning) {

        /** Whether everything that could be compared was, and agrees. */
        public boolean isComplete() {
            return failures.isEmpty() && comparison.differences().isEmpty();
        }
    }

    /**
     * Compares.
     *
     * @throws Failure of kind USAGE if the job can't be compared, or has exported nothing; of kind INCOMPLETE if its
     *     destination can't be read
     */
    public Result check() {
        requireComparable();
        Archive archive = archive();
        try (Sources sources = new Sources(options, environment, environment::clients)) {
            List<Source> all = sources.all();
            ServiceTime time = sources.clients().time();
            sources.clients().learnTime(all);
            return compare(sources.clients(), all, archive, time.now());
        }
    }

    private void requireComparable() {
        if (!options.into().isKept()) {
            throw new Failure(USAGE, Problem.at("into", "csv:- keeps nothing that could be verified"));
        }
        if (options.range() != null) {
            throw new Failure(USAGE, Problem.at("max-items, starting-token", "a part of a list can't be verified"));
        }
        requireWhole();
        if (options.instanceId() != null) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                            "instance-id",
                            "a job of one instance can't be verified: commands are counted on all of theirs"));
        }
        if (options.filters().stream().anyMatch(filter -> !"DocumentName".equals(filter.keyAsString()))) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                            "filters",
                            "a job of some statuses can't be verified: commands are counted with all of theirs"));
        }
    }

    /** Counting needs all invocations, and what became of each. */
    private void requireWhole() {
        if (options.rows() != RowChoice.ALL) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                            "rows", "a file of failures can't be verified: commands are counted with all of theirs"));
        }
        List<String> columns = options.columns().stream().map(Column::name).toList();
        if (!columns.isEmpty() && !columns.containsAll(List.of("status", "status_details"))) {
            throw new Failure(
                    USAGE, Problem.at("columns", "a file without status and status_details can't be verified"));
        }
    }

    private Archive archive() {
        Archive archive = KnownArchive.read(options, environment.variables()).orElse(Archive.empty(options.slice()));
        if (archive.slices().isEmpty() && archive.runs().isEmpty()) {
            throw new Failure(
                    USAGE,
                    Problem.at("state", "job " + options.name() + " has exported nothing there yet")
                            .withRemedy("run it first, or name its --state"));
        }
        return archive;
    }

    private static Reach reach(Archive archive) {
        return new Reach(
                archive.width(),
                archive.slices().stream()
                        .map(entry -> new Exported(entry.slice(), entry.readUntil(), entry.isSealed()))
                        .toList(),
                isRunUnderWay(archive));
    }

    private static boolean isRunUnderWay(Archive archive) {
        return archive.runs().stream().anyMatch(run -> run.endedAt() == null);
    }

    private Result compare(SsmClients clients, List<Source> sources, Archive archive, Instant now) {
        Instant asked = options.from() == null
                ? now.minus(Planner.HISTORY)
                : Slice.floor(options.from().at(now), options.slice());
        Instant retainedFrom = archive.retainedFrom();
        Instant from = retainedFrom != null && retainedFrom.isAfter(asked) ? retainedFrom : asked;
        Instant until = PlanRequest.of(options).until(now);
        ArchivedCommands archived = new ArchivedCommands();
        Set<Slice> unreadable = new HashSet<>();
        try (SinkToInspect inspected = SinkToInspect.open(options, environment)) {
            inspected
                    .sink()
                    .read(
                            from,
                            until,
                            invocation -> {
                                if (sources.contains(new Source(invocation.account(), invocation.region()))) {
                                    archived.add(invocation);
                                }
                            },
                            damage -> unreadable.add(unreadable(damage, archive.width())));
            changed(archive, inspected.sink(), from, until)
                    .filter(slice -> !unreadable.contains(slice))
                    .forEach(this::tellChanged);
        }
        Reach reach = reach(archive);
        Comparison comparison = new Comparison(reach, archived, unreadable);
        for (Source source : sources) {
            Instant start = reach.start(source).orElse(from);
            try {
                list(clients, source, start.isAfter(from) ? start : from, until, comparison);
            } catch (Failure e) {
                failures.add(String.valueOf(e.getMessage()));
                archived.forget(source);
            }
        }
        return new Result(
                from,
                until,
                comparison,
                failures,
                damaged,
                clients.time().warning().orElse(null));
    }

    private Slice unreadable(Damage damage, Duration width) {
        failures.add(damage.problem().text());
        Slice slice = new Slice(
                damage.source().account(), damage.source().region(), Slice.floor(damage.start(), width), width);
        damaged.add(slice.date());
        return slice;
    }

    /** Files may change while a run goes on. */
    private static Stream<Slice> changed(Archive archive, Sink sink, Instant from, Instant until) {
        return isRunUnderWay(archive)
                ? Stream.empty()
                : archive.slices().stream()
                        .filter(entry -> entry.export().file() != null
                                && entry.slice().end().isAfter(from)
                                && entry.slice().start().isBefore(until))
                        .filter(entry -> !sink.holds(entry.slice(), entry.export()))
                        .map(LedgerEntry::slice);
    }

    private void tellChanged(Slice slice) {
        failures.add(
                Problem.of("its file is gone or was changed").at(slice.place()).text());
        damaged.add(slice.date());
    }

    private void list(SsmClients clients, Source source, Instant from, Instant until, Comparison comparison) {
        new CommandList(clients.ssm(source), source.place(), options.commandId(), options.filters())
                .forEach(from, until, command -> comparison.compare(reported(source, command)));
    }

    private static ReportedCommand reported(Source source, Command command) {
        return new ReportedCommand(
                source.account(),
                source.region(),
                String.valueOf(command.commandId()),
                command.documentName(),
                command.requestedDateTime(),
                new Counts(
                        number(command.targetCount()),
                        number(command.completedCount()),
                        number(command.errorCount()),
                        number(command.deliveryTimedOutCount())));
    }

    private static long number(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
