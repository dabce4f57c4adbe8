package io.ssmexport.cli;

import io.ssmexport.failure.Failure;
import io.ssmexport.job.Completeness;
import io.ssmexport.options.ExportOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Compares an archive with the service's own counts. Takes the options of {@code run}, and means the same job by them. */
final class VerifyCommand implements Callable<Integer> {

    static final String NAME = "verify";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private VerifyCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new VerifyCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export verify [JOB_FILE] [options]")
                .header("Compares what is archived with the counts that ListCommands reports; writes nothing.")
                .description(
                        "",
                        "Takes all options of run; listed are those that matter here.",
                        "",
                        "For every command that AWS still remembers, targets, completed, errors and delivery timeouts are"
                                + " compared with the invocations in the destination. Exit code 3 where a command differs"
                                + " or a region can't be asked.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  ssm-export verify nightly.yaml",
                        "  ssm-export verify nightly.yaml --from 2026-11-01 --until 2026-11-08 --json");
        JobArguments.addTo(
                spec,
                Set.of(
                        "into",
                        "name",
                        "regions",
                        "roles",
                        "external-id",
                        "session-name",
                        "account-id",
                        "simulate",
                        "from",
                        "until",
                        "slice",
                        "command-id",
                        "filters",
                        "max-requests-per-second",
                        "state"));
        JobArguments.addJsonTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        PrintWriter err = spec.commandLine().getErr();
        Completeness.Result result = new Completeness(options, JobArguments.environment(spec, clock)).check();
        if (result.warning() != null) {
            err.println("warning: " + result.warning());
        }
        VerifyReport report = VerifyReport.of(options.name(), JobArguments.jobFile(spec), result);
        PrintWriter out = spec.commandLine().getOut();
        if (JobArguments.isJson(spec)) {
            report.json().lines().forEach(out::println);
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.complete() ? 0 : Failure.Kind.INCOMPLETE.exitCode();
    }
}
