package io.ssmexport.cli;

import io.ssmexport.job.Redacting;
import io.ssmexport.options.ExportOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Masks an archive that is there. Takes the options of {@code run}, and means the same job by them. */
final class RedactCommand implements Callable<Integer> {

    static final String NAME = "redact";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private RedactCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new RedactCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export redact [JOB_FILE] [--yes] [options]")
                .header("Masks the secrets in what is archived, by today's rules; without --yes only counts them.")
                .description(
                        "",
                        "Rewrites files or table slice by slice, also what AWS has forgotten. The job has to say output:"
                                + " redacted, and its runs mask from then on. Interrupted, the same command does the rest.",
                        "")
                .footer("", "Example:", "  ssm-export redact nightly.yaml --output redacted --yes");
        Confirmation.addTo(spec, "Mask");
        JobArguments.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        Redacting redacting = new Redacting(options, JobArguments.environment(spec, clock));
        boolean yes = Confirmation.isIn(spec);
        Redacting.Masked masked = yes ? redacting.redact() : redacting.look();
        PrintWriter out = spec.commandLine().getOut();
        out.println((yes ? "masked" : "would be masked") + ": job " + options.name() + " into " + options.into() + ", "
                + masked.changed() + " of " + masked.texts() + " outputs"
                + masked.byRule().entrySet().stream()
                        .map(rule -> rule.getValue() + " " + rule.getKey())
                        .collect(Collectors.joining(", ", ": ", "")));
        if (!yes) {
            out.println("nothing was changed: --yes rewrites the archive, for good");
        }
        out.flush();
        return 0;
    }
}
