package io.ssmexport.cli;

import io.ssmexport.coverage.Alarms;
import io.ssmexport.coverage.Coverage;
import io.ssmexport.coverage.DayCoverage;
import io.ssmexport.coverage.DayState;
import io.ssmexport.coverage.SourceCoverage;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.job.KnownArchive;
import io.ssmexport.options.Durations;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.ForgottenSoon;
import io.ssmexport.state.Archive;
import io.ssmexport.state.BeingRead;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what is archived. Asks nobody, writes nothing, and waits for no run. */
final class StatusCommand implements Callable<Integer> {

    static final String NAME = "status";

    private static final String LATE = "--late";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private StatusCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new StatusCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export status [JOB_FILE] [options]")
                .header("What is archived: a calendar, open invocations, what AWS forgets soon, the last runs.")
                .description(
                        "",
                        "Takes all options of run, so that the same job file or line says which job is meant; listed are those"
                                + " that matter here. Runs beside an export. A cell is a UTC day: # sealed, o open (to be read again), . missing, x expired"
                                + " (AWS has forgotten it before it was sealed).",
                        "",
                        "Exit code 3 when the last run failed or ended incomplete, when no run has done all that it had to for"
                                + " longer than --late, when nothing was ever exported, and when AWS forgets within"
                                + " --warn-days what is not sealed.",
                        "");
        JobArguments.addTo(
                spec,
                Set.of(
                        "into",
                        "name",
                        "regions",
                        "roles",
                        "account-id",
                        "from",
                        "until",
                        "since",
                        "warn-days",
                        "slice",
                        "state"));
        spec.addOption(OptionSpec.builder(LATE)
                .paramLabel("DURATION")
                .type(String.class)
                .description(
                        "How long ago the last success may be, such as 26h. Default: as often as the last runs began,"
                                + " a day if they don't tell, and a twelfth more, 2h at least.")
                .build());
        JobArguments.addJsonTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        ExportOptions options = JobArguments.read(spec, now);
        Map<String, String> environment = Main.environment(spec);
        Optional<Archive> archive = KnownArchive.read(options, environment);
        Archive known = archive.orElse(Archive.empty(options.slice()));
        Coverage coverage = Coverage.of(known, options, now);
        List<String> alarms = Alarms.of(KnownArchive.parts(options, environment), options, late(), now);
        String state = KnownArchive.place(options, environment);
        List<BeingRead> beingRead = KnownArchive.beingRead(options, environment);
        PrintWriter out = spec.commandLine().getOut();
        if (JobArguments.isJson(spec)) {
            CoverageJson.of(options, coverage, alarms, state, beingRead).lines().forEach(out::println);
        } else {
            out.println(
                    "job " + options.name() + " into " + options.into() + " at " + now.truncatedTo(ChronoUnit.SECONDS));
            out.println("state in " + state);
            print(out, options, coverage, alarms);
            ReadingNow.lines(beingRead).forEach(out::println);
        }
        out.flush();
        return alarms.isEmpty() && coverage.forgottenSoon().isEmpty() ? 0 : Failure.Kind.INCOMPLETE.exitCode();
    }

    private @Nullable Duration late() {
        String text = spec.findOption(LATE).getValue();
        try {
            return text == null ? null : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.of(e.getMessage() + " but was " + text).at(Place.position(LATE)),
                    e);
        }
    }

    private static void print(PrintWriter out, ExportOptions options, Coverage coverage, List<String> alarms) {
        alarms.forEach(line -> out.println("alarm: " + line));
        out.println();
        if (coverage.sources().stream().anyMatch(source -> !source.days().isEmpty())) {
            new Calendar(coverage).lines().forEach(out::println);
            out.println();
            out.println("# sealed  o open, read again  . missing  x expired: AWS forgot it before it was sealed");
        }
        ForgottenSoon.lines(coverage.forgottenSoon(), options.warnDays(), coverage.now())
                .forEach(line -> out.println("alarm: " + line));
        expired(coverage).ifPresent(out::println);
        if (!coverage.runs().isEmpty()) {
            out.println();
            runs(coverage.runs()).forEach(out::println);
        }
    }

    /** What is too late for anybody to be alarmed. */
    private static Optional<String> expired(Coverage coverage) {
        List<LocalDate> days = coverage.sources().stream()
                .filter(SourceCoverage::current)
                .flatMap(source -> source.days().stream())
                .filter(day -> day.state() == DayState.EXPIRED)
                .map(DayCoverage::date)
                .sorted()
                .toList();
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of("AWS has forgotten already: " + Quantity.of(days.size(), "day")
                        + " before they were sealed, " + days.get(0) + " to " + days.get(days.size() - 1)
                        + "; what was exported of them stays");
    }

    /** A run that isn't over goes on, or the next one takes it up. */
    static String outcome(Archive.Run run) {
        return run.endedAt() == null || run.outcome() == null ? "not ended" : run.outcome();
    }

    private static List<String> runs(List<Archive.Run> runs) {
        return Stream.concat(
                        Stream.of(String.format(
                                Locale.ROOT,
                                "%-20s %9s %7s %7s %11s %9s %7s %7s  %s",
                                "last runs",
                                "seconds",
                                "slices",
                                "failed",
                                "invocations",
                                "rows",
                                "pages",
                                "retries",
                                "")),
                        runs.stream()
                                .sorted(Comparator.comparing(Archive.Run::startedAt)
                                        .reversed())
                                .map(StatusCommand::line))
                .map(String::stripTrailing)
                .toList();
    }

    private static String line(Archive.Run run) {
        return String.format(
                Locale.ROOT,
                "%-20s %9.1f %7d %7d %11d %9d %7d %7d  %s, %s",
                run.startedAt().truncatedTo(ChronoUnit.SECONDS),
                run.counts().millis() / 1000.0,
                run.counts().slices(),
                run.counts().failed(),
                run.counts().invocations(),
                run.counts().rows(),
                run.counts().pages(),
                run.counts().retries(),
                outcome(run),
                run.request());
    }
}
