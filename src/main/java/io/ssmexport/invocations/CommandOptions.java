package io.ssmexport.invocations;

import io.ssmexport.invocations.line.Line;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options as the help shows and a shell completes them; {@link Line} reads them. */
final class CommandOptions {

    private CommandOptions() {}

    static void addTo(CommandSpec spec) {
        text(spec, "--command-id", "UUID", "Only invocations of this command.");
        text(spec, "--instance-id", "ID", "Only invocations on this instance.");
        spec.addOption(OptionSpec.builder("--filters")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
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
        text(spec, "--cli-input-yaml", "YAML", "Request as a YAML mapping, or file://PATH to one.");
        text(spec, "--starting-token", "TOKEN", "Where an earlier list ended: its NextToken.");
        number(spec, "--page-size", "Invocations in one answer of the service, 1 to 50.");
        number(spec, "--max-items", "Most invocations to list; a NextToken says where to go on.");
        spec.addOption(OptionSpec.builder("--generate-cli-skeleton")
                .type(String.class)
                .arity("0..1")
                .completionCandidates(Line.SKELETONS)
                .paramLabel(String.join("|", Line.SKELETONS))
                .description("Prints a request with empty values, and sends nothing.")
                .build());
        flag(spec, "--no-paginate", "Whether only one request is made.");
        text(spec, "--query", "JMESPATH", "What to print of the result; with text output, of each page.");
        choice(
                spec,
                "--output",
                Line.FORMATS,
                "Format of what is printed; if not given, that of AWS_DEFAULT_OUTPUT or the profile, or json.");
        text(spec, "--region", "REGION", "Region to ask; if not given, that of the environment or the profile.");
        text(spec, "--profile", "NAME", "Profile of the AWS configuration to use.");
        text(spec, "--endpoint-url", "URL", "Where to send requests, instead of AWS's own endpoint.");
        choice(spec, "--color", Line.COLOURS, "Whether tables are coloured; auto colours them on a terminal.");
        number(spec, "--cli-read-timeout", "Seconds to wait for an answer, 0 for ever; 60 if not given.");
        number(spec, "--cli-connect-timeout", "Seconds to wait for a connection, 0 for ever; 60 if not given.");
        flag(spec, "--no-sign-request", "Whether requests go without credentials.");
        text(spec, "--ca-bundle", "FILE", "Certificates (PEM) of the only authorities to believe.");
        flag(spec, "--no-verify-ssl", "Whether any certificate is good.");
        choice(spec, "--cli-error-format", Line.ERROR_FORMATS, "Accepted; errors are told in words.");
        flag(spec, "--no-cli-pager", "Accepted for the AWS CLI's sake; there never is a pager.");
        flag(spec, "--debug", "Whether logs and stack traces are shown on standard error.");
        spec.addOption(OptionSpec.builder("--help")
                .type(Boolean.class)
                .arity("0")
                .usageHelp(true)
                .description("Shows this.")
                .build());
    }

    private static void text(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
    }

    private static void choice(CommandSpec spec, String name, List<String> choices, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .completionCandidates(choices)
                .paramLabel(String.join("|", choices))
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
}
