package io.ssmexport.invocations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.output.JsonOutput;
import io.ssmexport.invocations.output.Output;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.paging.Paging;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.request.RequestMembers;
import io.ssmexport.service.AwsSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command line asks for, from its options to the printed list. */
final class Listing {

    private static final List<String> PAGING_OPTIONS = List.of("--starting-token", "--page-size", "--max-items");

    private final CommandOptions options;
    private final Map<String, String> environment;
    private final String version;

    /** @param version of this program, for the user agent */
    Listing(CommandOptions options, Map<String, String> environment, String version) {
        this.options = options;
        this.environment = environment;
        this.version = version;
    }

    /**
     * Prints the list.
     *
     * @param err for warnings
     * @throws CommandFailure with the AWS CLI's words and exit code
     */
    void print(OutputStream out, PrintWriter err) throws IOException {
        checkChoices();
        String queryText = options.text("--query");
        @Nullable Query query = queryText == null ? null : Query.parse(queryText);
        AwsSetup setup = AwsSetup.of(environment, options.text("--profile"));
        AwsSettings settings = new AwsSettings(setup);
        Connection connection = new Connection(setup, options, version);
        checkPaging();
        ObjectNode request = request();
        Paging paging = paging(err);
        if (options.text("--generate-cli-skeleton") != null) {
            new JsonOutput(out, null, settings.times()).print(Skeleton.request());
            return;
        }
        String colour = options.text("--color");
        Output output = new OutputFormat(
                        settings.output(options.text("--output")),
                        query,
                        settings.times(),
                        Terminal.ofLauncher(),
                        colour == null ? "auto" : colour)
                .to(out);
        try (connection) {
            InvocationClient client = connection.client(settings.region(options.text("--region")), settings.times());
            print(client, request, paging, output);
        }
    }

    private void print(InvocationClient client, ObjectNode request, Paging paging, Output output) throws IOException {
        if (!isPaged()) {
            output.print(client.page(request).body());
            return;
        }
        try (Pages pages = new Pages(client, request, paging)) {
            output.print(pages);
        }
    }

    /** One of the options that the AWS CLI doesn't document turns paging off, as if by hand. */
    private boolean isPaged() {
        return !options.isSet("--no-paginate")
                && options.number("--max-results") == null
                && options.text("--next-token") == null;
    }

    private void checkPaging() {
        List<String> used = PAGING_OPTIONS.stream().filter(options::isGiven).toList();
        if (!isPaged() && !used.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Error during pagination: Cannot specify --no-paginate along with pagination arguments: "
                            + String.join(", ", used));
        }
    }

    private void checkChoices() {
        choice("--output", OutputFormat.NAMES);
        choice("--color", List.of("on", "off", "auto"));
        choice("--generate-cli-skeleton", List.of("input"));
    }

    private void choice(String option, List<String> choices) {
        String value = options.text(option);
        if (value != null && !choices.contains(value)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "argument " + option + ": Invalid choice '" + value + "', valid choices are: "
                            + String.join(" | ", choices));
        }
    }

    private ObjectNode request() {
        RequestMembers members = new RequestMembers();
        members.text("CommandId", "--command-id", options.text("--command-id"))
                .text("InstanceId", "--instance-id", options.text("--instance-id"))
                .number("MaxResults", options.number("--max-results"))
                .text("NextToken", "--next-token", options.text("--next-token"))
                .structures("Filters", "--filters", options.texts("--filters"))
                .truth("Details", options.truth("--details"))
                .defaults(options.text("--cli-input-json"));
        return members.toJson();
    }

    private Paging paging(PrintWriter err) {
        Integer maxItems = options.number("--max-items");
        if (maxItems != null && maxItems <= 0) {
            err.println("warning: Non-positive values for --max-items may result in undefined behavior.");
        }
        return new Paging(
                maxItems,
                RequestMembers.resolve("--starting-token", options.text("--starting-token")),
                options.number("--page-size"));
    }
}
