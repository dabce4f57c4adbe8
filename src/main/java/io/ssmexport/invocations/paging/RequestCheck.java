package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.invocations.value.Shape;
import io.ssmexport.request.RequestLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks a request as botocore does before it sends one: names, types, what is required, and lower limits. Everything
 * else is the service's to refuse.
 */
public final class RequestCheck {

    private static final Map<String, Integer> SHORTEST =
            Map.of("CommandId", RequestLimits.COMMAND_ID, "Filters", 1, "Filters.value", 1);
    private final List<String> mistakes = new ArrayList<>();

    private RequestCheck() {}

    /**
     * Passes a request that may be sent.
     *
     * @throws CommandFailure with all that is wrong, in botocore's words
     */
    public static void require(ObjectNode request) {
        RequestCheck check = new RequestCheck();
        check.structure(request, (Shape.Structure) Shape.REQUEST, "");
        if (!check.mistakes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Parameter validation failed:\n" + String.join("\n", check.mistakes));
        }
    }

    private void structure(ObjectNode value, Shape.Structure shape, String name) {
        if (!name.isEmpty()) {
            shape.members().keySet().stream()
                    .filter(member -> !value.has(member))
                    .forEach(member -> mistakes.add("Missing required parameter in " + name + ": \"" + member + "\""));
        }
        value.properties().stream()
                .filter(member -> !shape.members().containsKey(member.getKey()))
                .forEach(member -> mistakes.add("Unknown parameter in " + (name.isEmpty() ? "input" : name) + ": \""
                        + member.getKey() + "\", must be one of: "
                        + String.join(", ", shape.members().keySet())));
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Shape memberShape = shape.members().get(member.getKey());
            if (memberShape != null) {
                check(member.getValue(), memberShape, name.isEmpty() ? member.getKey() : name + "." + member.getKey());
            }
        }
    }

    private void check(JsonNode value, Shape shape, String name) {
        if (shape instanceof Shape.Structure structure) {
            if (isOf(value.isObject(), value, name, "dict")) {
                structure((ObjectNode) value, structure, name);
            }
        } else if (shape instanceof Shape.Elements elements) {
            if (isOf(value.isArray(), value, name, "list", "tuple")) {
                length(value.size(), name);
                for (int i = 0; i < value.size(); i++) {
                    check(value.get(i), elements.element(), name + "[" + i + "]");
                }
            }
        } else {
            scalar(value, (Shape.Scalar) shape, name);
        }
    }

    private void scalar(JsonNode value, Shape.Scalar shape, String name) {
        switch (shape) {
            case TEXT -> {
                if (isOf(value.isTextual(), value, name, "str")) {
                    length(value.textValue().codePointCount(0, value.textValue().length()), name);
                }
            }
            case INTEGER -> {
                if (isOf(value.isIntegralNumber(), value, name, "int")
                        && value.bigIntegerValue().signum() < RequestLimits.SMALLEST_PAGE) {
                    mistakes.add("Invalid value for parameter " + name + ", value: " + value.asText()
                            + ", valid min value: " + RequestLimits.SMALLEST_PAGE);
                }
            }
            case TRUTH -> isOf(value.isBoolean(), value, name, "bool");
            case TIME -> throw new IllegalStateException("no request has a time, but " + name + " is one");
        }
    }

    private void length(int length, String name) {
        int shortest = SHORTEST.getOrDefault(name.replaceAll("\\[\\d+]", ""), 0);
        if (length < shortest) {
            mistakes.add(
                    "Invalid length for parameter " + name + ", value: " + length + ", valid min length: " + shortest);
        }
    }

    private boolean isOf(boolean holds, JsonNode value, String name, String... types) {
        if (!holds) {
            mistakes.add("Invalid type for parameter " + name + ", value: " + PythonText.of(value) + ", type: <class '"
                    + PythonText.type(value) + "'>, valid types: <class '" + String.join("'>, <class '", types) + "'>");
        }
        return holds;
    }
}
