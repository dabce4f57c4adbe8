package io.ssmexport.invocations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.line.Line;
import io.ssmexport.invocations.output.JsonOutput;
import io.ssmexport.invocations.output.Output;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.invocations.paging.InvocationList;
import io.ssmexport.invocations.paging.Paging;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonInteger;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.request.RequestLimits;
import io.ssmexport.request.RequestMembers;
import io.ssmexport.service.AwsSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command line asks for, from its options to the printed list. */
final class Listing {

    private static final List<String> PAGING_OPTIONS = List.of("--starting-token", "--page-size", "--max-items");

    /** Member of the request that the AWS CLI has its paging options in; not one of the service. */
    private static final String PAGING = "PaginationConfig";

    private final Line line;
    private final Map<String, String> environment;
    private final String version;

    /** @param version of this program, for the user agent */
    Listing(Line line, Map<String, String> environment, String version) {
        this.line = line;
        this.environment = environment;
        this.version = version;
    }

    /**
     * Checks what the AWS CLI does before it looks at the command's own options.
     *
     * @throws CommandFailure with its words and exit code
     */
    void prepare() {
        AwsSettings settings = AwsSettings.of(environment, line.text("--profile"));
        settings.requireTimeouts();
        query();
        Connection.requireScheme(line);
        number("--cli-read-timeout");
        number("--cli-connect-timeout");
        settings.times();
    }

    private @Nullable Query query() {
        String text = line.text("--query");
        return text == null ? null : Query.parse(text);
    }

    /**
     * Prints the list.
     *
     * @throws CommandFailure with the AWS CLI's words and exit code
     */
    void print(OutputStream out) throws IOException {
        AwsSettings settings = AwsSettings.of(environment, line.text("--profile"));
        TimeFormat times = settings.times();
        checkPaging();
        RequestMembers members = members();
        Paging paging = new Paging(
                number("--max-items"),
                RequestMembers.resolve("--starting-token", line.text("--starting-token")),
                number("--page-size"));
        ObjectNode request = new CliInput(line).addTo(members.toJson());
        String skeleton = line.text("--generate-cli-skeleton");
        if ("input".equals(skeleton)) {
            new JsonOutput(out, null, times).print(Skeleton.request());
            return;
        }
        if ("yaml-input".equals(skeleton)) {
            Skeleton.printYaml(out);
            return;
        }
        boolean paged = isPaged() && !request.has("MaxResults") && !request.has("NextToken");
        if (paged && request.remove(PAGING) instanceof ObjectNode configured && paging.isEmpty()) {
            paging = Paging.of(configured);
        }
        AwsSetup setup = settings.setup();
        String region = settings.region(line.text("--region"));
        settings.requireSsoSession();
        settings.requireRetries();
        try (Connection connection = new Connection(setup, line, version)) {
            connection.requireSource(setup);
            if (skeleton != null) {
                // The AWS CLI checks the names that it makes up as it would check a request.
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "Parameter validation failed:\nInvalid length for parameter CommandInvocations[0].CommandId, value: "
                                + "CommandId".length() + ", valid min length: " + RequestLimits.COMMAND_ID);
            }
            Output output = format(settings, times).to(out);
            InvocationClient client = connection.client(region, times);
            if (paged) {
                if (RequestMembers.isOfBytes(line.text("--starting-token"))) {
                    throw new CommandFailure(ExitCode.OTHER, "'bytes' object has no attribute 'encode'");
                }
                output.print(new InvocationList(client, request, paging));
            } else {
                requireNoPaging(request, paging);
                output.print(client.page(request).body());
            }
        }
    }

    private OutputFormat format(AwsSettings settings, TimeFormat times) {
        return new OutputFormat(
                settings.output(line.text("--output")),
                query(),
                times,
                Terminal.ofLauncher(),
                Optional.ofNullable(line.text("--color")).orElse("auto"));
    }

    /** One of the options that the AWS CLI doesn't document turns paging off, as if by hand. */
    private boolean isPaged() {
        return !line.isSet("--no-paginate") && line.text("--max-results") == null && line.text("--next-token") == null;
    }

    private void checkPaging() {
        List<String> used = PAGING_OPTIONS.stream().filter(this::isMeant).toList();
        if (!isPaged() && !used.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Cannot specify --no-paginate along with pagination arguments: " + String.join(", ", used));
        }
    }

    /** Python takes 0 and an empty text for nothing. */
    private boolean isMeant(String option) {
        String value = line.text(option);
        return value != null && !value.isEmpty() && !PythonInteger.parse(value).equals(Optional.of(BigInteger.ZERO));
    }

    /** Members that turn paging off leave the AWS CLI's paging options without a place in the request. */
    private static void requireNoPaging(ObjectNode request, Paging paging) {
        if (!paging.isEmpty()) {
            request.putObject(PAGING);
        }
    }

    private RequestMembers members() {
        return new RequestMembers()
                .text("CommandId", "--command-id", line.text("--command-id"))
                .text("InstanceId", "--instance-id", line.text("--instance-id"))
                .number("MaxResults", number("--max-results"))
                .text("NextToken", "--next-token", line.text("--next-token"))
                .structures("Filters", "--filters", filters())
                .truth("Details", line.text("--details") == null ? null : line.isSet("--details"));
    }

    /** @throws CommandFailure if they are in a file of bytes, whose first is no text for the AWS CLI */
    private @Nullable List<String> filters() {
        List<String> given = line.texts("--filters");
        if (given != null && given.size() == 1 && RequestMembers.isOfBytes(given.get(0))) {
            String text = RequestMembers.resolve("--filters", given.get(0));
            throw new CommandFailure(
                    ExitCode.OTHER,
                    String.valueOf(text).isEmpty()
                            ? "a bytes-like object is required, not 'str'"
                            : "'in <string>' requires string as left operand, not int");
        }
        return given;
    }

    /** @throws CommandFailure if it isn't a whole number */
    private @Nullable Integer number(String option) {
        return number(line, option);
    }

    static @Nullable Integer number(Line line, String option) {
        String text = line.text(option);
        if (text == null) {
            return null;
        }
        return PythonInteger.parse(text)
                .map(PythonInteger::clamped)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.OTHER, "invalid literal for int() with base 10: " + PythonText.quoted(text)));
    }
}
