package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.plan.Planner;
import io.ssmexport.row.Column;
import io.ssmexport.row.RowChoice;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.CommandList;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.state.Archive;
import io.ssmexport.verify.ArchivedCommands;
import io.ssmexport.verify.Comparison;
import io.ssmexport.verify.Counts;
import io.ssmexport.verify.Reach;
import io.ssmexport.verify.Reach.Exported;
import io.ssmexport.verify.ReportedCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    public Completeness(ExportOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
    }

    /**
     * What was found.
     *
     * @param failures accounts and regions whose commands could not be listed, with the reason
     * @param warning what is wrong with the machine's clock, or null
     */
    public record Result(
            Instant from,
            Instant until,
            Comparison comparison,
            List<String> failures,
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
        Reach reach = reach();
        try (Sources sources = new Sources(options, environment, environment::clients)) {
            List<Source> all = sources.all();
            ServiceTime time = sources.clients().time();
            sources.clients().learnTime(all);
            return compare(sources.clients(), all, reach, time.now());
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

    private Reach reach() {
        Archive archive = KnownArchive.read(options, environment.variables()).orElse(Archive.empty(options.slice()));
        if (archive.slices().isEmpty() && archive.runs().isEmpty()) {
            throw new Failure(
                    USAGE,
                    Problem.at("state", "job " + options.name() + " has exported nothing there yet")
                            .withRemedy("run it first, or name its --state"));
        }
        return new Reach(
                archive.width(),
                archive.slices().stream()
                        .map(entry -> new Exported(entry.slice(), entry.readUntil(), entry.isSealed()))
                        .toList(),
                archive.runs().stream()
                        .findFirst()
                        .filter(run -> run.endedAt() == null)
                        .isPresent());
    }

    private Result compare(SsmClients clients, List<Source> sources, Reach reach, Instant now) {
        Instant from = options.from() == null
                ? now.minus(Planner.HISTORY)
                : Slice.floor(options.from().at(now), options.slice());
        Instant until = PlanRequest.of(options).until(now);
        ArchivedCommands archived = new ArchivedCommands();
        try (SinkToInspect inspected = SinkToInspect.open(options, environment)) {
            inspected.sink().read(from, until, invocation -> {
                if (sources.contains(new Source(invocation.account(), invocation.region()))) {
                    archived.add(invocation);
                }
            });
        }
        Comparison comparison = new Comparison(reach, archived);
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
                from, until, comparison, failures, clients.time().warning().orElse(null));
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
