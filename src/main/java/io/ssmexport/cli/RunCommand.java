package io.ssmexport.cli;

import io.ssmexport.failure.Failure;
import io.ssmexport.job.Export;
import io.ssmexport.job.RunFigures;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.JobFile;
import io.ssmexport.options.OptionKey;
import io.ssmexport.options.OptionKeys;
import io.ssmexport.options.Setting;
import io.ssmexport.report.Reports;
import io.ssmexport.ssm.StopSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

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
                        "  ssm-export run --into csv:failures.csv --filters key=Status,value=Failed");
        addOptions(spec);
        return spec;
    }

    /** Those that every command on a job takes. */
    static void addOptions(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("JOB_FILE")
                .arity("0..1")
                .type(Path.class)
                .description("YAML file with the options that differ from the defaults.")
                .build());
        OptionKeys.ALL.forEach(key -> spec.addOption(option(key)));
        spec.addOption(OptionSpec.builder("--verbose")
                .type(boolean.class)
                .description("Whether logs and stack traces are shown.")
                .build());
    }

    private static OptionSpec option(OptionKey<?> key) {
        OptionSpec.Builder option = OptionSpec.builder("--" + key.name())
                .paramLabel(key.label())
                .description(
                        key.defaultText() == null
                                ? key.description().toArray(new String[0])
                                : new String[] {
                                    String.join(" ", key.description()) + " Default: " + key.defaultText() + "."
                                });
        return key.list()
                ? option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .build()
                : option.type(String.class).build();
    }

    @Override
    public Integer call() {
        return export(
                options(spec, Clock.systemUTC().instant()), spec.commandLine().getErr());
    }

    /** Understands what was given to a command with these options. */
    static ExportOptions options(CommandSpec spec, Instant now) {
        List<Setting> settings = new ArrayList<>();
        @Nullable Path jobFile = spec.positionalParameters().get(0).getValue();
        if (jobFile != null) {
            settings.addAll(JobFile.read(jobFile));
        }
        for (OptionKey<?> key : OptionKeys.ALL) {
            Object value = spec.findOption("--" + key.name()).getValue();
            if (value != null) {
                settings.add(new Setting(key.name(), texts(value), "--" + key.name()));
            }
        }
        return ExportOptions.of(settings, jobFile, now);
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .flatMap(text -> text.toString().contains("=")
                                ? Stream.of(text.toString())
                                : Arrays.stream(text.toString().split(",")))
                        .toList()
                : List.of(value.toString());
    }

    private static int export(ExportOptions options, PrintWriter err) {
        Clock clock = Clock.systemUTC();
        Instant start = clock.instant();
        StopSignal stop = new StopSignal();
        Signals.stop(stop);
        Reports reports = new Reports(options, Main.version(), clock);
        RunProgress progress = RunProgress.of(err);
        Export export = new Export(
                options,
                new Export.Environment(
                        clock,
                        System.getenv(),
                        new FileOutputStream(FileDescriptor.out),
                        Main.version(),
                        stop,
                        progress));
        try (progress) {
            export.run();
        } catch (RuntimeException e) {
            reportFailure(reports, export, e);
            throw e;
        }
        RunFigures figures = export.figures();
        figures.failures().forEach((slice, reason) -> err.println("failed: " + slice.name() + ": " + reason));
        if (!figures.redactions().isEmpty()) {
            err.println("redacted: "
                    + figures.redactions().entrySet().stream()
                            .map(rule -> rule.getValue() + " " + rule.getKey())
                            .collect(Collectors.joining(", ")));
        }
        err.println(summary(figures, stop, Duration.between(start, clock.instant())));
        int exitCode = figures.failures().isEmpty() ? 0 : Failure.Kind.INCOMPLETE.exitCode();
        if (stop.isRequested()) {
            reports.stopped(figures, export::standing);
        } else {
            reports.ended(figures, export::standing, exitCode);
        }
        return exitCode;
    }

    /** Nothing of a run that gave way to another: the files are the other's. */
    private static void reportFailure(Reports reports, Export export, RuntimeException failure) {
        if (!(failure instanceof Failure told && told.kind() == Failure.Kind.BUSY)) {
            reports.failed(
                    export.figures(), export::standing, Main.exitCode(failure), String.valueOf(failure.getMessage()));
        }
    }

    private static String summary(RunFigures figures, StopSignal stop, Duration took) {
        return String.format(
                Locale.ROOT,
                "%s: %d slices, %d failed, %d invocations (%d open, %d kept), %d rows, %d bytes, %d pages, %d retries, %.1f s",
                stop.isRequested()
                        ? "stopped, run again"
                        : figures.failures().isEmpty() ? "done" : "incomplete, run again",
                figures.slices(),
                figures.failures().size(),
                figures.invocations(),
                figures.open(),
                figures.kept(),
                figures.rows(),
                figures.bytes(),
                figures.pages(),
                figures.retries(),
                took.toMillis() / 1000.0);
    }
}
