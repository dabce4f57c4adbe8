package io.ssmexport.cli;

import io.ssmexport.dashboard.Dashboard;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.Export;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.OptionKeys;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.report.ReportFile;
import io.ssmexport.report.Reports;
import io.ssmexport.ssm.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        Log log = Log.of(spec.commandLine());
        log.write(LogForm.of(options.logFormat(), Main.isTerminal(), clock, options.name()));
        return export(options, clock, log);
    }

    private int export(ExportOptions options, Clock clock, Log log) {
        long start = System.nanoTime();
        StopSignal stop = new StopSignal();
        Signals.stop(stop);
        Optional<ReportFile> page =
                Optional.ofNullable(options.dashboard()).map(path -> ReportFile.of("dashboard", path));
        page.ifPresent(ReportFile::check);
        Reports reports = new Reports(options, Main.environment(spec), Main.version(), clock);
        log.tellIfKept(LogLine.of(
                LogEvent.BEGINS,
                PlanRequest.of(options).inWords() + " into " + options.into() + ", ssm-export " + Main.version()));
        RunProgress progress = RunProgress.of(
                log, NextRuns.worker(spec.commandLine().getParseResult().originalArgs()));
        Export export = new Export(options, JobArguments.environment(spec, clock), stop, progress);
        try (progress) {
            export.run();
        } catch (RuntimeException e) {
            reportFailure(reports, export, e);
            Main.tell(e, log, JobArguments.isVerbose(spec));
            RunEnding.failed(log, Main.exitCode(e), since(start));
            return Main.exitCode(e);
        } catch (Error e) {
            reportFailure(reports, export, e);
            throw e;
        }
        RunFigures figures = export.figures();
        boolean isShown = stop.isRequested() || page.isEmpty() || showOn(page.get(), options, clock, log);
        int exitCode = figures.failures().isEmpty() && isShown ? 0 : Failure.Kind.INCOMPLETE.exitCode();
        new RunEnding(figures, stop.isRequested(), since(start))
                .tell(log, exitCode, spec.commandLine().getParseResult().originalArgs());
        if (stop.isRequested()) {
            reports.stopped(figures);
        } else {
            reports.ended(figures, exitCode);
        }
        return exitCode;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether all of it is on the page. */
    private boolean showOn(ReportFile page, ExportOptions options, Clock clock, Log log) {
        try {
            List<String> damaged = new Dashboard(options, JobArguments.environment(spec, clock), Dashboard.DEFAULT_DAYS)
                    .write(page, counted -> {})
                    .damaged();
            damaged.forEach(line -> log.tell(LogLine.of(LogEvent.WARNING, "not all is on the page: " + line)));
            return damaged.isEmpty();
        } catch (Failure e) {
            e.problems().forEach(problem -> log.tell(LogLine.of(LogEvent.ERROR, problem)));
            return false;
        }
    }

    /** Nothing of a run that gave way to another: the files are the other's. */
    private static void reportFailure(Reports reports, Export export, Throwable failure) {
        if (!(failure instanceof Failure busy && busy.kind() == Failure.Kind.BUSY)) {
            Problem problem =
                    failure instanceof Failure told ? told.problem() : Problem.of(String.valueOf(failure.getMessage()));
            reports.failed(export.figures(), Main.exitCode(failure), problem);
        }
    }
}
