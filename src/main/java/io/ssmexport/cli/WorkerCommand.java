package io.ssmexport.cli;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.Worker;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.job.slices.WorkerFigures;
import io.ssmexport.options.Durations;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.ssm.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads slices for runs with a broker. Takes the job file of {@code run}. */
final class WorkerCommand implements Callable<Integer> {

    static final String NAME = "worker";

    private static final String UNTIL_IDLE = "--until-idle";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private WorkerCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new WorkerCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export worker [JOB_FILE] --broker URL [--until-idle DURATION] [options]")
                .header("Reads slices that runs with --broker hand out, until it is told to stop.")
                .description(
                        "",
                        "Give it the job file of the run: what makes rows differ must be the same. It reads --parallel"
                                + " accounts and regions at a time; one that is killed or stopped loses nothing, the others go"
                                + " on with its slices.",
                        "")
                .footer("", "Example:", "  ssm-export worker fleet.yaml --broker tcp://broker:61616");
        spec.addOption(OptionSpec.builder(UNTIL_IDLE)
                .paramLabel("DURATION")
                .type(String.class)
                .description("How long to wait for work before it ends, such as 5m; without it it never does.")
                .build());
        JobArguments.addTo(
                spec,
                Set.of("into", "name", "broker", "state", "parallel", "max-requests-per-second", "pages-per-commit"));
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        Log log = Log.of(spec.commandLine());
        log.write(LogForm.of(options.logFormat(), Main.isTerminal(), clock, options.name()));
        log.tellIfKept(LogLine.of(
                LogEvent.BEGINS, "a worker of slices into " + options.into() + ", ssm-export " + Main.version()));
        long start = System.nanoTime();
        StopSignal stop = new StopSignal();
        Signals.stop(stop);
        try (RunProgress progress = RunProgress.ofWorker(log)) {
            Worker worker = new Worker(options, JobArguments.environment(spec, clock), stop, progress);
            worker.run(untilIdle());
            log.tell(ended(worker.figures(), stop, log.isKept()));
        } catch (RuntimeException e) {
            Main.tell(e, log, JobArguments.isVerbose(spec));
            RunEnding.failed(log, Main.exitCode(e), Duration.ofNanos(System.nanoTime() - start));
            return Main.exitCode(e);
        }
        return 0;
    }

    private @Nullable Duration untilIdle() {
        @Nullable String text = spec.findOption(UNTIL_IDLE).getValue();
        try {
            return text == null ? null : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, Problem.at("until-idle", e.getMessage() + " but was " + text), e);
        }
    }

    private static LogLine ended(RunFigures figures, StopSignal stop, boolean isKept) {
        WorkerFigures all = figures.workers().values().stream().reduce(WorkerFigures.NONE, WorkerFigures::plus);
        int code = stop.isRequested() ? Signals.exitCode() : 0;
        return LogLine.of(
                        LogEvent.ENDED,
                        (stop.isRequested() ? "stopped: " : "idle: ")
                                + all.text()
                                + (isKept ? ", exit code " + code : ""))
                .with("exitCode", code)
                .with(all);
    }
}
