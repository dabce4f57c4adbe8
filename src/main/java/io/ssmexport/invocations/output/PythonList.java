package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonText;

/** Where the AWS CLI's formats stumble over a list that has objects and others in it, as only a query makes one. */
final class PythonList {

    private PythonList() {}

    /** @throws CommandFailure in Python's words, if one isn't an object */
    static void requireObjectsForText(Iterable<JsonNode> elements) {
        for (JsonNode element : elements) {
            if (!element.isObject()) {
                throw stumbled("'" + PythonText.type(element) + "' object has no attribute 'items'");
            }
        }
    }

    /** @throws CommandFailure in Python's words, if one isn't an object */
    static void requireObjectsForTable(Iterable<JsonNode> elements) {
        for (JsonNode element : elements) {
            if (!element.isObject()) {
                throw stumbled(ofTable(element));
            }
        }
    }

    private static String ofTable(JsonNode element) {
        if (element.isTextual() || element.isArray()) {
            boolean isEmpty =
                    element.isArray() ? element.isEmpty() : element.textValue().isEmpty();
            if (isEmpty) {
                return "'" + PythonText.type(element) + "' object has no attribute 'get'";
            }
            return element.isTextual()
                    ? "string indices must be integers, not 'str'"
                    : "list indices must be integers or slices, not " + PythonText.type(element.get(0));
        }
        return "'" + PythonText.type(element) + "' object is not iterable";
    }

    private static CommandFailure stumbled(String said) {
        return new CommandFailure(ExitCode.OTHER, said);
    }
}
