package io.ssmexport.cli;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;
import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.dashboard.Dashboard;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.report.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Shows what is archived, as one page of HTML. Asks nobody at AWS, and waits for no run. */
final class DashboardCommand implements Callable<Integer> {

    static final String NAME = "dashboard";

    private static final String HTML = "--html";
    private static final String DAYS = "--days";
    private static final String OPEN = "--open";
    private static final int MOST_DAYS = 366;

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private DashboardCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new DashboardCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export dashboard [JOB_FILE] [options]")
                .header("What is archived, as one HTML page: to open, to mail, to put into a bucket.")
                .description(
                        "",
                        "Reads the destination, whatever it is: completeness by day, outcomes, success rates, failures,"
                                + " durations, what still runs, silent instances, the last runs. The page loads nothing and runs"
                                + " no script but its own; without scripts it shows the same. It is for its owner alone (600),"
                                + " as archives are, unless a file is there that more may read, or --file-mode says so.",
                        "");
        JobArguments.addTo(
                spec,
                Set.of("into", "name", "regions", "roles", "account-id", "state", "dashboard-lines", "file-mode"));
        spec.addOption(OptionSpec.builder(HTML)
                .paramLabel("FILE")
                .type(String.class)
                .description("Where the page goes. Default: the job's dashboard, or else NAME.html, by the job's name.")
                .build());
        spec.addOption(OptionSpec.builder(DAYS)
                .paramLabel("N")
                .type(int.class)
                .defaultValue(String.valueOf(Dashboard.DEFAULT_DAYS))
                .description("How many days are shown, up to today; as many before them are compared. Default: "
                        + Dashboard.DEFAULT_DAYS + ".")
                .build());
        spec.addOption(OptionSpec.builder(OPEN)
                .type(boolean.class)
                .description("Whether it is opened in the browser.")
                .build());
        return spec;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        ReportFile file = file(options);
        file.check();
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        Dashboard.Written written;
        try (DashboardProgress progress = DashboardProgress.of()) {
            written = new Dashboard(options, JobArguments.environment(spec, clock), days())
                    .write(file, progress::counted);
        }
        written.damaged().forEach(line -> err.println("warning: not all is counted: " + line));
        err.println(String.format(
                Locale.ROOT,
                "done: %s in %s (%s), %.1f s",
                Quantity.of(written.invocations(), "invocation"),
                file.path(),
                Quantity.of(written.bytes(), "byte"),
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0));
        if (Boolean.TRUE.equals(spec.findOption(OPEN).getValue())) {
            open(file.path());
        }
        return written.damaged().isEmpty() ? 0 : INCOMPLETE.exitCode();
    }

    private ReportFile file(ExportOptions options) {
        @Nullable String given = spec.findOption(HTML).getValue();
        return ReportFile.of(
                "html",
                Objects.requireNonNullElse(
                        given, Objects.requireNonNullElse(options.dashboard(), options.name() + ".html")));
    }

    private int days() {
        int days = Objects.requireNonNull(spec.findOption(DAYS).<Integer>getValue());
        if (days < 1 || days > MOST_DAYS) {
            throw new Failure(
                    USAGE,
                    Problem.of("must be a number from 1 to " + MOST_DAYS + " but was " + days)
                            .at(Place.position(DAYS)));
        }
        return days;
    }

    /** With what the desktop has for it. */
    private static void open(Path page) {
        String opener = System.getProperty("os.name", "").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, page.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new Failure(
                    INCOMPLETE,
                    Problem.at("open", "there is no " + opener + " here").withRemedy("open " + page + " in a browser"),
                    e);
        }
    }
}
