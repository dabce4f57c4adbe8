package io.ssmexport.cli;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.Forgetting;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.PointInTime;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Removes on purpose what is old. Takes the options of {@code run}, and means the same job by them. */
final class ForgetCommand implements Callable<Integer> {

    static final String NAME = "forget";

    private static final String BEFORE = "--before";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private ForgetCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = new ForgetCommand().spec.name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("ssm-export forget [JOB_FILE] --before TIME [--yes] [options]")
                .header(
                        "Removes what was requested before a time, in files and table, for good; without --yes only counts it.")
                .description(
                        "",
                        "Whole slices of the accounts and regions that the job has exported. No later run or backfill of the"
                                + " job brings them back, unless it is asked for with --from and --again.",
                        "")
                .footer("", "Example:", "  ssm-export forget nightly.yaml --before 730d --yes");
        spec.addOption(OptionSpec.builder(BEFORE)
                .paramLabel("TIME")
                .type(String.class)
                .description(
                        "Start of what stays: a date, an instant or an age (730d), rounded down to the start of a slice.")
                .build());
        Confirmation.addTo(spec, "Remove it");
        JobArguments.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        ExportOptions options = JobArguments.read(spec, clock.instant());
        Forgetting forgetting = new Forgetting(options, JobArguments.environment(spec, clock), before());
        boolean yes = Confirmation.isIn(spec);
        Forgetting.Forgotten forgotten = yes ? forgetting.forget() : forgetting.look();
        PrintWriter out = spec.commandLine().getOut();
        out.println(line(options, forgotten, yes));
        if (forgotten.remembered() > 0) {
            out.println(
                    "AWS still has " + forgotten.remembered() + " of these slices; runs leave them out all the same");
        }
        if (!yes) {
            out.println("nothing was removed: --yes removes it, for good");
        }
        out.flush();
        return 0;
    }

    private PointInTime before() {
        @Nullable String text = spec.findOption(BEFORE).getValue();
        if (text == null) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at("before", "is required: say before which time, such as 2024-11-01 or 730d"));
        }
        try {
            return PointInTime.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, Problem.at("before", e.getMessage() + " but was " + text), e);
        }
    }

    private static String line(ExportOptions options, Forgetting.Forgotten forgotten, boolean done) {
        return String.format(
                Locale.ROOT,
                "%s: job %s into %s, what was requested before %s: %d invocations, %d rows, %s",
                done ? "forgotten" : "would be forgotten",
                options.name(),
                options.into(),
                forgotten.before(),
                forgotten.amount().invocations(),
                forgotten.amount().rows(),
                forgotten.amount().bytes() == 0
                        ? forgotten.amount().slices() + " days"
                        : forgotten.amount().slices() + " files, "
                                + forgotten.amount().bytes() + " bytes");
    }
}
