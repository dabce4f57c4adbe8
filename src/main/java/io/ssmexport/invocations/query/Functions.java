package io.ssmexport.invocations.query;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ssmexport.invocations.value.PythonJson;
import io.ssmexport.invocations.value.PythonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;

/** The functions of JMESPath, with the results and the words of jmespath.py. */
final class Functions {

    private static final Map<String, Function> ALL = Map.ofEntries(
            entry("abs", new Function(a -> PythonNumbers.abs(a.get(0).value()), "number")),
            entry("avg", new Function(a -> PythonNumbers.average(a.get(0).array()), "array-number")),
            entry("ceil", new Function(a -> PythonNumbers.ceil(a.get(0).value()), "number")),
            entry("contains", new Function(Functions::contains, "array,string", "")),
            entry(
                    "ends_with",
                    new Function(a -> truth(a.get(0).text().endsWith(a.get(1).text())), "string", "string")),
            entry("floor", new Function(a -> PythonNumbers.floor(a.get(0).value()), "number")),
            entry("join", new Function(Functions::join, "string", "array-string")),
            entry("keys", new Function(Functions::keys, "object")),
            entry("length", new Function(Functions::length, "string,array,object")),
            entry("map", new Function(Functions::map, "expref", "array")),
            entry("max", new Function(a -> most(a.get(0).array(), PythonOrder::compare), "array-number,array-string")),
            entry("max_by", new Function(a -> mostBy("max_by", a, PythonOrder::compare), "array", "expref")),
            entry("merge", new Function(Functions::merge, "object", "...")),
            entry("min", new Function(a -> most(a.get(0).array(), least()), "array-number,array-string")),
            entry("min_by", new Function(a -> mostBy("min_by", a, least()), "array", "expref")),
            entry("not_null", new Function(Functions::notNull, "", "...")),
            entry("reverse", new Function(Functions::reverse, "array,string")),
            entry("sort", new Function(Functions::sort, "array-string,array-number")),
            entry("sort_by", new Function(Functions::sortBy, "array", "expref")),
            entry(
                    "starts_with",
                    new Function(a -> truth(a.get(0).text().startsWith(a.get(1).text())), "string", "string")),
            entry("sum", new Function(a -> PythonNumbers.sum(a.get(0).array()), "array-number")),
            entry(
                    "to_array",
                    new Function(
                            a -> a.get(0).value().isArray()
                                    ? a.get(0).value()
                                    : Interpreter.array().add(a.get(0).value()),
                            "")),
            entry("to_number", new Function(a -> PythonNumbers.of(a.get(0).value()), "")),
            entry("to_string", new Function(Functions::string, "")),
            entry(
                    "type",
                    new Function(a -> TextNode.valueOf(Function.type(a.get(0).value())), "")),
            entry("values", new Function(a -> list(a.get(0).value()), "object")));

    private Functions() {}

    /** @throws JmespathException if there is no such function, or it doesn't take these arguments */
    static JsonNode call(String name, List<Argument> arguments) {
        Function function = ALL.get(name);
        if (function == null) {
            throw new JmespathException(JmespathExceptionType.UNKNOWN_FUNCTION, "Unknown function: " + name + "()");
        }
        return function.call(name, arguments);
    }

    private static JsonNode contains(List<Argument> arguments) {
        JsonNode subject = arguments.get(0).value();
        JsonNode search = arguments.get(1).value();
        if (subject.isArray()) {
            return truth(subject.valueStream().anyMatch(element -> PythonOrder.isSame(element, search)));
        }
        if (!search.isTextual()) {
            throw new JmespathException(
                    JmespathExceptionType.INVALID_TYPE,
                    "'in <string>' requires string as left operand, not " + PythonText.type(search));
        }
        return truth(subject.textValue().contains(search.textValue()));
    }

    private static JsonNode truth(boolean truth) {
        return BooleanNode.valueOf(truth);
    }

    private static JsonNode join(List<Argument> arguments) {
        return TextNode.valueOf(arguments
                .get(1)
                .value()
                .valueStream()
                .map(JsonNode::textValue)
                .collect(Collectors.joining(arguments.get(0).text())));
    }

    private static JsonNode keys(List<Argument> arguments) {
        ArrayNode keys = Interpreter.array();
        arguments.get(0).value().fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static JsonNode length(List<Argument> arguments) {
        JsonNode value = arguments.get(0).value();
        return IntNode.valueOf(
                value.isTextual()
                        ? value.textValue().codePointCount(0, value.textValue().length())
                        : value.size());
    }

    private static JsonNode map(List<Argument> arguments) {
        ArrayNode mapped = Interpreter.array();
        arguments.get(1).value().forEach(element -> mapped.add(arguments.get(0).of(element)));
        return mapped;
    }

    private static Comparator<JsonNode> least() {
        return (a, b) -> PythonOrder.compare(b, a);
    }

    /** Of several equal ones the first, as Python has it. */
    private static JsonNode most(Iterable<JsonNode> values, Comparator<JsonNode> order) {
        JsonNode most = null;
        for (JsonNode value : values) {
            if (most == null || order.compare(value, most) > 0) {
                most = value;
            }
        }
        return most == null ? NullNode.getInstance() : most;
    }

    private static JsonNode mostBy(String name, List<Argument> arguments, Comparator<JsonNode> order) {
        @Nullable JsonNode most = null;
        @Nullable JsonNode key = null;
        for (JsonNode element : arguments.get(0).value()) {
            JsonNode other = key(name, arguments.get(1).of(element), "'number', 'string'");
            requireSameKind(key, other);
            if (key == null || order.compare(other, key) > 0) {
                most = element;
                key = other;
            }
        }
        return most == null ? NullNode.getInstance() : most;
    }

    private static void requireSameKind(@Nullable JsonNode one, JsonNode other) {
        if (one != null && one.isNumber() != other.isNumber()) {
            throw new JmespathException(
                    JmespathExceptionType.INVALID_TYPE,
                    "'>' not supported between instances of '" + PythonText.type(other) + "' and '"
                            + PythonText.type(one) + "'");
        }
    }

    private static JsonNode key(String name, JsonNode key, String expected) {
        String type = Function.type(key);
        if (!expected.contains("'" + type + "'")) {
            throw Function.wrongType(name, key, "[" + expected + "]", type);
        }
        return key;
    }

    private static JsonNode merge(List<Argument> arguments) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (Argument argument : arguments) {
            if (!(argument.value() instanceof ObjectNode object)) {
                throw Function.wrongType("merge", argument.value(), "['object']", Function.type(argument.value()));
            }
            merged.setAll(object);
        }
        return merged;
    }

    private static JsonNode notNull(List<Argument> arguments) {
        return arguments.stream()
                .map(Argument::value)
                .filter(value -> !value.isNull())
                .findFirst()
                .orElse(NullNode.getInstance());
    }

    private static JsonNode reverse(List<Argument> arguments) {
        JsonNode value = arguments.get(0).value();
        if (value.isTextual()) {
            return TextNode.valueOf(
                    new StringBuilder(value.textValue()).reverse().toString());
        }
        List<JsonNode> elements = elements(value);
        Collections.reverse(elements);
        return Interpreter.array().addAll(elements);
    }

    private static JsonNode sort(List<Argument> arguments) {
        List<JsonNode> elements = elements(arguments.get(0).value());
        elements.sort(PythonOrder::compare);
        return Interpreter.array().addAll(elements);
    }

    private static JsonNode sortBy(List<Argument> arguments) {
        List<JsonNode> elements = elements(arguments.get(0).value());
        if (elements.isEmpty()) {
            return arguments.get(0).value();
        }
        String type = Function.type(arguments.get(1).of(elements.get(0)));
        if (!type.equals("number") && !type.equals("string")) {
            throw Function.wrongType("sort_by", elements.get(0), "['string', 'number']", type);
        }
        record Keyed(JsonNode key, JsonNode element) {}
        return Interpreter.array()
                .addAll(elements.stream()
                        .map(element ->
                                new Keyed(key("sort_by", arguments.get(1).of(element), "'" + type + "'"), element))
                        .sorted((a, b) -> PythonOrder.compare(a.key(), b.key()))
                        .map(Keyed::element)
                        .toList());
    }

    private static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    private static JsonNode list(JsonNode object) {
        return Interpreter.array().addAll(elements(object));
    }

    private static JsonNode string(List<Argument> arguments) {
        JsonNode value = arguments.get(0).value();
        return value.isTextual() ? value : TextNode.valueOf(PythonJson.compact(value));
    }
}
