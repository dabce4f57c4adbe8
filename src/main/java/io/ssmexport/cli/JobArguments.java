package io.ssmexport.cli;

import io.ssmexport.job.Environment;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.JobFile;
import io.ssmexport.options.OptionKey;
import io.ssmexport.options.OptionKeys;
import io.ssmexport.options.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What all commands on a job take: a job file and the options of {@link OptionKeys}, so that command line and job file
 * can't differ, and every command reads the job as {@code run} does.
 */
final class JobArguments {

    private JobArguments() {}

    static void addTo(CommandSpec spec) {
        addTo(spec, OptionKeys.ALL.stream().map(OptionKey::name).collect(Collectors.toSet()));
    }

    /**
     * Adds all, so that the same line works with another command.
     *
     * @param listed names of the options that matter to this one, which its help lists
     */
    static void addTo(CommandSpec spec, Set<String> listed) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("JOB_FILE")
                .arity("0..1")
                .type(Path.class)
                .description("YAML file with the options that differ from the defaults.")
                .build());
        OptionKeys.ALL.forEach(key ->
                spec.addOption(option(key).hidden(!listed.contains(key.name())).build()));
        spec.addOption(OptionSpec.builder("--verbose")
                .type(boolean.class)
                .description("Whether logs and stack traces are shown.")
                .build());
    }

    /** What the commands that only look at a job take besides. */
    static void addJsonTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--json")
                .type(boolean.class)
                .description("Whether to print JSON, for programs.")
                .build());
    }

    /** Whether the result is to be printed as JSON. */
    static boolean isJson(CommandSpec spec) {
        return Boolean.TRUE.equals(spec.findOption("--json").getValue());
    }

    /** Whether stack traces are shown. */
    static boolean isVerbose(CommandSpec spec) {
        return Boolean.TRUE.equals(spec.findOption("--verbose").getValue());
    }

    /** The job file as it was given; null where there is none. */
    static @Nullable Path jobFile(CommandSpec spec) {
        return spec.positionalParameters().get(0).getValue();
    }

    static Environment environment(CommandSpec spec, Clock clock) {
        return new Environment(clock, Main.environment(spec), Main.version());
    }

    private static OptionSpec.Builder option(OptionKey<?> key) {
        OptionSpec.Builder option = OptionSpec.builder("--" + key.name())
                .paramLabel(key.label())
                .description(
                        key.defaultText() == null
                                ? key.description().toArray(new String[0])
                                : new String[] {
                                    String.join(" ", key.description()) + " Default: " + key.defaultText() + "."
                                });
        if (key.list()) {
            option.type(List.class).auxiliaryTypes(String.class).arity("1..*");
        } else if (key.isFlag()) {
            option.type(Boolean.class).arity("0");
        } else if (key.isSwitch()) {
            option.type(Boolean.class).arity("0..1").negatable(true).fallbackValue("true");
        } else {
            option.type(String.class).arity("1");
        }
        return option;
    }

    /**
     * Understands what was given.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE that lists all mistakes
     */
    static ExportOptions read(CommandSpec spec, Instant now) {
        List<Setting> settings = new ArrayList<>();
        @Nullable Path jobFile = jobFile(spec);
        if (jobFile != null) {
            settings.addAll(JobFile.read(jobFile));
        }
        for (OptionKey<?> key : OptionKeys.ALL) {
            Object value = spec.findOption("--" + key.name()).getValue();
            if (value != null) {
                settings.add(Setting.of(key.name(), texts(value), "--" + key.name()));
            }
        }
        return ExportOptions.of(ShardIndex.in(Main.environment(spec)).of(settings), jobFile, now);
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of(value.toString());
    }
}
