package io.ssmexport.cli;

import io.ssmexport.coverage.Coverage;
import io.ssmexport.failure.Failure;
import io.ssmexport.job.KnownArchive;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.ForgottenSoon;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.state.Archive;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Says what is archived. Asks nobody, writes nothing, and waits for no run. */
final class StatusCommand implements Callable<Integer> {

    static final String NAME = "status";

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
                        "Takes the options of run, so that the same job file says which job is meant, and runs beside an"
                                + " export. A cell is a UTC day: # sealed, o open (to be read again), . missing, x expired"
                                + " (AWS has forgotten it before it was sealed).",
                        "",
                        "Exit code 3 when AWS forgets within --warn-days what is not sealed.",
                        "");
        JobArguments.addTo(spec);
        JobArguments.addJsonTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        ExportOptions options = JobArguments.read(spec, now);
        Optional<Archive> archive = KnownArchive.read(options, System.getenv());
        Coverage coverage = Coverage.of(archive.orElse(Archive.empty(options.slice())), options, now);
        PrintWriter out = spec.commandLine().getOut();
        if (JobArguments.isJson(spec)) {
            CoverageJson.of(options, coverage).lines().forEach(out::println);
        } else {
            print(out, options, coverage);
        }
        out.flush();
        return coverage.forgottenSoon().isEmpty() ? 0 : Failure.Kind.INCOMPLETE.exitCode();
    }

    private static void print(PrintWriter out, ExportOptions options, Coverage coverage) {
        out.println("job " + options.name() + " into " + PostgresAddress.redacted(options.into()) + " at "
                + coverage.now().truncatedTo(ChronoUnit.SECONDS));
        out.println();
        if (coverage.runs().isEmpty()) {
            out.println("no run of this job has exported there yet");
        }
        if (coverage.sources().stream().anyMatch(source -> !source.days().isEmpty())) {
            new Calendar(coverage).lines().forEach(out::println);
            out.println();
            out.println("# sealed  o open, read again  . missing  x expired: AWS forgot it before it was sealed");
        }
        ForgottenSoon.lines(coverage.forgottenSoon(), coverage.now()).forEach(line -> out.println("warning: " + line));
        if (!coverage.runs().isEmpty()) {
            out.println();
            runs(coverage.runs()).forEach(out::println);
        }
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
                run.outcome() == null ? "not ended" : run.outcome(),
                run.request());
    }
}
