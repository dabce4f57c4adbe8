package io.ssmexport.cli;

import io.ssmexport.failure.Failure;
import io.ssmexport.job.Forecast;
import io.ssmexport.job.Forecaster;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.report.Reports;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Says what run would do. Asks each account and region for one page, and writes nothing. */
final class PlanCommand implements Callable<Integer> {

    static final String NAME = "plan";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private PlanCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new PlanCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export plan [JOB_FILE] [options]")
                .header(
                        "What run would do: slices and why, pages and minutes expected, access and destination checked.")
                .description(
                        "",
                        "Takes the options of run. Asks each account and region for one page, and writes nothing: no file, no"
                                + " directory, no row.",
                        "",
                        "Exit code 3 when an account or region can't be read, 2 when the destination can't be written.",
                        "");
        JobArguments.addTo(spec);
        JobArguments.addJsonTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        Reports.check(options);
        PrintWriter out = spec.commandLine().getOut();
        Forecast forecast = new Forecaster(options, JobArguments.environment(spec, clock)).forecast();
        if (JobArguments.isJson(spec)) {
            ForecastJson.of(options, forecast).lines().forEach(out::println);
        } else {
            ForecastText.lines(options, forecast).forEach(out::println);
        }
        out.flush();
        if (forecast.destination() != null) {
            return Failure.Kind.USAGE.exitCode();
        }
        return forecast.refused().isEmpty() ? 0 : Failure.Kind.INCOMPLETE.exitCode();
    }
}
