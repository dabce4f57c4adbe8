package io.ssmexport.invocations;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the command, and what is set of them. */
final class CommandOptions {

    private final CommandSpec spec;

    CommandOptions(CommandSpec spec) {
        this.spec = spec;
    }

    static void addTo(CommandSpec spec) {
        text(spec, "--command-id", "UUID", "Only invocations of this command.");
        text(spec, "--instance-id", "ID", "Only invocations on this instance.");
        spec.addOption(OptionSpec.builder("--filters")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .parameterConsumer(CommandOptions::values)
                .paramLabel("key=KEY,value=VALUE")
                .description("Conditions that all have to hold, in shorthand or JSON. Keys: InvokedAfter,"
                        + " InvokedBefore, Status, DocumentName.")
                .build());
        spec.addOption(OptionSpec.builder("--details")
                .type(Boolean.class)
                .arity("0")
                .negatable(true)
                .description("Whether plugins and their output are listed.")
                .build());
        text(
                spec,
                "--cli-input-json",
                "JSON",
                "Request as a JSON object, or file://PATH to one; options beat its members.");
        text(spec, "--starting-token", "TOKEN", "Where an earlier list ended: its NextToken.");
        number(spec, "--page-size", "Invocations in one answer of the service, 1 to 50.");
        number(spec, "--max-items", "Most invocations to list; a NextToken says where to go on.");
        spec.addOption(OptionSpec.builder("--generate-cli-skeleton")
                .type(String.class)
                .arity("0..1")
                .fallbackValue("input")
                .completionCandidates(List.of("input"))
                .paramLabel("input")
                .description("Prints a request with empty values, and sends nothing.")
                .build());
        flag(spec, "--no-paginate", "Whether only one request is made.");
        text(spec, "--query", "JMESPATH", "What to print of the result; with text output, of each page.");
        spec.addOption(OptionSpec.builder("--output")
                .type(String.class)
                .completionCandidates(OutputFormat.NAMES)
                .paramLabel(String.join("|", OutputFormat.NAMES))
                .description("Format; else that of AWS_DEFAULT_OUTPUT or the profile, else json.")
                .build());
        text(spec, "--region", "REGION", "Region to ask; else that of the environment or the profile.");
        text(spec, "--profile", "NAME", "Profile of the AWS configuration to use.");
        text(spec, "--endpoint-url", "URL", "Where to send requests, instead of AWS's own endpoint.");
        spec.addOption(OptionSpec.builder("--color")
                .type(String.class)
                .completionCandidates(List.of("on", "off", "auto"))
                .paramLabel("on|off|auto")
                .description("Whether tables are coloured; auto does so on a terminal.")
                .build());
        number(spec, "--cli-read-timeout", "Seconds to wait for an answer, 0 for ever; 60 if not given.");
        number(spec, "--cli-connect-timeout", "Seconds to wait for a connection, 0 for ever; 60 if not given.");
        flag(spec, "--no-sign-request", "Whether requests go without credentials.");
        text(spec, "--ca-bundle", "FILE", "Certificates (PEM) of the only authorities to believe.");
        flag(spec, "--no-verify-ssl", "Whether any certificate is good.");
        flag(spec, "--no-cli-pager", "Accepted for the AWS CLI's sake; there never is a pager.");
        flag(spec, "--debug", "Whether logs and stack traces are shown on standard error.");
        spec.addOption(OptionSpec.builder("--help")
                .type(Boolean.class)
                .arity("0")
                .usageHelp(true)
                .description("Shows this.")
                .build());
        hidden(spec, "--max-results", Integer.class);
        hidden(spec, "--next-token", String.class);
        // Version 2's, which change nothing here.
        hidden(spec, "--cli-binary-format", String.class);
        hidden(spec, "--no-cli-auto-prompt", Boolean.class);
    }

    private static void text(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
    }

    private static void number(CommandSpec spec, String name, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(Integer.class)
                .paramLabel("N")
                .description(description)
                .build());
    }

    private static void flag(CommandSpec spec, String name, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(Boolean.class)
                .arity("0")
                .description(description)
                .build());
    }

    /** Options that the AWS CLI takes but that nobody needs to be told of. */
    private static void hidden(CommandSpec spec, String name, Class<?> type) {
        spec.addOption(OptionSpec.builder(name).type(type).hidden(true).build());
    }

    /** All values up to the next option; given twice, the last one holds. */
    private static void values(Stack<String> arguments, ArgSpec option, CommandSpec spec) {
        List<String> values = new ArrayList<>();
        while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
            values.add(arguments.pop());
        }
        option.setValue(values);
    }

    @Nullable
    String text(String name) {
        return value(name, String.class);
    }

    @Nullable
    Integer number(String name) {
        return value(name, Integer.class);
    }

    @Nullable
    Boolean truth(String name) {
        return value(name, Boolean.class);
    }

    boolean isSet(String name) {
        return Boolean.TRUE.equals(truth(name));
    }

    boolean isGiven(String name) {
        return spec.findOption(name).getValue() != null;
    }

    @Nullable
    List<String> texts(String name) {
        List<?> values = value(name, List.class);
        return values == null ? null : values.stream().map(String::valueOf).toList();
    }

    private <T> @Nullable T value(String name, Class<T> type) {
        return type.cast(spec.findOption(name).getValue());
    }
}
