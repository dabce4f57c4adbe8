package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.value.PythonText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;

/**
 * A function.
 *
 * @param body what it does with arguments of the right types
 * @param parameters types that each parameter takes, separated by commas, or nothing for any; {@code ...} as the last says
 *     that more of the first may come
 */
record Function(java.util.function.Function<List<Argument>, JsonNode> body, List<String> parameters) {

    private static final String MORE = "...";
    private static final String ELEMENTS = "array-";

    Function(java.util.function.Function<List<Argument>, JsonNode> body, String... parameters) {
        this(body, List.of(parameters));
    }

    /** @throws JmespathException in jmespath.py's words, if it doesn't take these arguments */
    JsonNode call(String name, List<Argument> arguments) {
        boolean variadic = parameters.get(parameters.size() - 1).equals(MORE);
        int expected = variadic ? parameters.size() - 1 : parameters.size();
        if (variadic ? arguments.size() < expected : arguments.size() != expected) {
            throw new JmespathException(
                    JmespathExceptionType.INVALID_ARITY,
                    "Expected " + (variadic ? "at least " : "") + expected
                            + (expected == 1 ? " argument" : " arguments") + " for function " + name + "(), received "
                            + arguments.size());
        }
        for (int i = 0; i < expected; i++) {
            if (!parameters.get(i).isEmpty()) {
                check(name, arguments.get(i), List.of(parameters.get(i).split(",", -1)));
            }
        }
        return body.apply(arguments);
    }

    private static void check(String name, Argument argument, List<String> types) {
        String type = argument.reference() == null ? type(argument.value()) : "expref";
        String expected = types.stream().collect(Collectors.joining("', '", "['", "']"));
        if (types.stream().noneMatch(allowed -> allowed.equals(type) || allowed.startsWith(type + "-"))) {
            throw wrongType(name, argument.value(), expected, type);
        }
        List<String> elements = types.stream()
                .filter(allowed -> allowed.startsWith(ELEMENTS))
                .map(allowed -> allowed.substring(ELEMENTS.length()))
                .toList();
        if (!elements.isEmpty() && !argument.value().isEmpty()) {
            String first = type(argument.value().get(0));
            Stream<String> allowed =
                    elements.size() == 1 ? elements.stream() : elements.stream().filter(first::equals);
            String wanted = allowed.findFirst().orElse("");
            for (JsonNode element : argument.value()) {
                if (!type(element).equals(wanted)) {
                    throw wrongType(name, element, expected, PythonText.type(element));
                }
            }
        }
    }

    /** Name of the type in JMESPath. */
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }

    static JmespathException wrongType(String name, JsonNode value, String expected, String received) {
        return new JmespathException(
                JmespathExceptionType.INVALID_TYPE,
                "In function " + name + "(), invalid type for value: " + PythonText.of(value) + ", expected one of: "
                        + expected + ", received: \"" + received + "\"");
    }
}
