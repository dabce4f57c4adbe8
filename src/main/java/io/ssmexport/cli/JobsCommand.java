package io.ssmexport.cli;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.job.KnownJobs;
import io.ssmexport.plan.Planner;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.slice.Slice;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lists the jobs whose state lies in one place. Asks nobody at AWS, writes nothing, and waits for no run. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        header = "The jobs known here: destination, last run, what AWS forgets next, where the state lies.")
final class JobsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "DIRECTORY|URL",
            converter = PlaceConverter.class,
            description = "Where their checkpoints live, as in their job files: a directory, or a postgresql:// URL."
                    + " Default: the user's state directory.")
    private StatePlace state = StatePlace.Directory.OF_USER;

    @SuppressWarnings("UnusedVariable") // Looked for before the command line is parsed.
    @Option(names = "--verbose", description = "Whether logs and stack traces are shown.")
    private boolean verbose;

    private static final class PlaceConverter implements ITypeConverter<StatePlace> {

        @Override
        public StatePlace convert(String text) {
            try {
                return StatePlace.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + " but was '" + PostgresAddress.redacted(text) + "'");
            }
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<KnownJobs.KnownJob> jobs = KnownJobs.in(state, Main.environment(spec));
        if (jobs.isEmpty()) {
            out.println("no job has its state there");
        }
        Instant now = Clock.systemUTC().instant();
        jobs.forEach(job -> lines(job, now).forEach(out::println));
        out.flush();
        return 0;
    }

    static List<String> lines(KnownJobs.KnownJob job, Instant now) {
        Archive archive = job.archive();
        return List.of(
                job.name() + " into " + job.destination(),
                "  last run: "
                        + archive.runs().stream()
                                .findFirst()
                                .map(JobsCommand::ended)
                                .orElse("none"),
                "  last success: "
                        + Optional.ofNullable(archive.lastSuccess())
                                .map(JobsCommand::seconds)
                                .orElse("none"),
                "  AWS forgets next of what was read and is not sealed: "
                        + next(archive, now).map(JobsCommand::forgotten).orElse("nothing"),
                "  state in " + job.state());
    }

    private static String ended(Archive.Run run) {
        return seconds(run.startedAt()) + ", " + StatusCommand.outcome(run)
                + (run.endedAt() == null ? "" : " " + seconds(run.endedAt()));
    }

    private static Optional<Slice> next(Archive archive, Instant now) {
        return archive.slices().stream()
                .filter(entry -> !entry.isSealed())
                .map(LedgerEntry::slice)
                .filter(slice -> slice.end().plus(Planner.HISTORY).isAfter(now))
                .min(Comparator.comparing(Slice::start));
    }

    private static String forgotten(Slice slice) {
        return slice + ", from " + seconds(slice.start().plus(Planner.HISTORY));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
