package io.ssmexport.cli;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.job.Export;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.OptionKeys;
import io.ssmexport.report.Reports;
import io.ssmexport.ssm.StopSignal;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Exports. Its options are those of {@link OptionKeys}, so that command line and job file can't differ. */
final class RunCommand implements Callable<Integer> {

    static final String NAME = "run";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private RunCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new RunCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export run [JOB_FILE] [options]")
                .header("Exports; first finishes what an earlier run of the job left.")
                .description(
                        "",
                        "Run the same command again after any interruption: what is committed is not read again, and where"
                                + " all is exported there is nothing to do. Every option is also a key of the job file,"
                                + " which it beats.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  ssm-export run jobs/demo.yaml",
                        "  ssm-export run --into parquet:archive --from 2026-11-01 --until 2026-11-08",
                        "  ssm-export run --into csv:failures.csv --rows failed --excel");
        JobArguments.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        ExportOptions options = JobArguments.read(spec, Clock.systemUTC().instant());
        return export(options, spec.commandLine().getErr());
    }

    private static int export(ExportOptions options, PrintWriter err) {
        Clock clock = Clock.systemUTC();
        long start = System.nanoTime();
        StopSignal stop = new StopSignal();
        Signals.stop(stop);
        Reports reports = new Reports(options, System.getenv(), Main.version(), clock);
        RunProgress progress = RunProgress.of(err);
        Export export = new Export(options, JobArguments.environment(clock), stop, progress);
        try (progress) {
            export.run();
        } catch (RuntimeException | Error e) {
            reportFailure(reports, export, e);
            throw e;
        }
        RunFigures figures = export.figures();
        FailureText.lines(figures.failures()).forEach(err::println);
        figures.warnings().forEach(line -> err.println("warning: " + line));
        if (!figures.redactions().isEmpty()) {
            err.println("redacted: "
                    + figures.redactions().entrySet().stream()
                            .map(rule -> rule.getValue() + " " + rule.getKey())
                            .collect(Collectors.joining(", ")));
        }
        figures.strange().forEach(values -> err.println("strange: " + values.text()));
        err.println(summary(figures, stop, Duration.ofNanos(System.nanoTime() - start)));
        int exitCode = figures.failures().isEmpty() ? 0 : Failure.Kind.INCOMPLETE.exitCode();
        if (stop.isRequested()) {
            reports.stopped(figures);
        } else {
            reports.ended(figures, exitCode);
        }
        return exitCode;
    }

    /** Nothing of a run that gave way to another: the files are the other's. */
    private static void reportFailure(Reports reports, Export export, Throwable failure) {
        if (!(failure instanceof Failure busy && busy.kind() == Failure.Kind.BUSY)) {
            Problem problem =
                    failure instanceof Failure told ? told.problem() : Problem.of(String.valueOf(failure.getMessage()));
            reports.failed(export.figures(), Main.exitCode(failure), problem);
        }
    }

    private static String summary(RunFigures figures, StopSignal stop, Duration took) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d failed, %s (%d open, %d kept), %s, %s, %s, %s, %.1f s%s",
                stop.isRequested()
                        ? "stopped, run again"
                        : figures.failures().isEmpty() ? "done" : "incomplete, run again",
                Quantity.of(figures.slices(), "slice"),
                figures.failures().size(),
                Quantity.of(figures.invocations(), "invocation"),
                figures.open(),
                figures.kept(),
                Quantity.of(figures.rows(), "row"),
                Quantity.of(figures.bytes(), "byte"),
                Quantity.of(figures.pages(), "page"),
                Quantity.of(figures.retries(), "retry", "retries"),
                took.toMillis() / 1000.0,
                figures.resumeToken() == null ? "" : ", next token " + figures.resumeToken());
    }
}
