package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.jmespath.JmespathExpression;

/**
 * What a function is given.
 *
 * @param reference to an expression ({@code &Status}), which then is the argument, or null
 * @param interpreter of that expression
 */
record Argument(JsonNode value, @Nullable JmespathExpression reference, Interpreter interpreter) {

    /** What the expression that is referred to makes of an element. */
    JsonNode of(JsonNode element) {
        if (reference == null) {
            throw new IllegalStateException("the type of arguments was checked");
        }
        return interpreter.visit(reference, element);
    }

    ArrayNode array() {
        return (ArrayNode) value;
    }

    String text() {
        return value.textValue();
    }
}
