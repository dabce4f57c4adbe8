package io.ssmexport.invocations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.line.Line;
import io.ssmexport.invocations.value.PythonJson;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.request.RequestMembers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The request as a whole, in JSON or YAML, of which options have said nothing. */
final class CliInput {

    private static final List<String> OPTIONS = List.of("--cli-input-json", "--cli-input-yaml");

    private final Line line;

    CliInput(Line line) {
        this.line = line;
    }

    /**
     * Adds the members that a request has not.
     *
     * @throws CommandFailure if it isn't a map
     * @throws io.ssmexport.request.ParameterMistake if it is in a file that can't be read
     */
    ObjectNode addTo(ObjectNode request) {
        List<String> given = new ArrayList<>(OPTIONS);
        given.removeIf(option -> line.text(option) == null);
        if (given.size() > 1) {
            throw new CommandFailure(ExitCode.USAGE, "Only one --cli-input- parameter may be specified.");
        }
        if (!given.isEmpty()) {
            String option = given.get(0);
            JsonNode read = read(option, String.valueOf(RequestMembers.resolve(option, line.text(option))));
            if (!read.isObject()) {
                throw mistake(option, "Invalid type: expecting map, received <class '" + PythonText.type(read) + "'>");
            }
            read.properties().forEach(member -> request.putIfAbsent(member.getKey(), member.getValue()));
        }
        return request;
    }

    private static JsonNode read(String option, String text) {
        @Nullable Exception cause;
        if (option.endsWith("json")) {
            try {
                JsonNode json = PythonJson.read(text);
                if (!json.isMissingNode()) {
                    return json;
                }
                cause = null;
            } catch (JsonProcessingException e) {
                cause = e;
            }
            throw mistake("cli-input-json", "Invalid JSON received.", cause);
        }
        try {
            return YamlInput.read(text);
        } catch (YamlEngineException e) {
            throw mistake("cli-input-yaml", "Invalid YAML received.", e);
        }
    }

    private static CommandFailure mistake(String name, String said) {
        return mistake(name, said, null);
    }

    private static CommandFailure mistake(String name, String said, @Nullable Exception cause) {
        String message = "Error parsing parameter '" + name + "': " + said;
        return cause == null
                ? new CommandFailure(ExitCode.USAGE, message)
                : new CommandFailure(ExitCode.USAGE, message, cause);
    }
}
