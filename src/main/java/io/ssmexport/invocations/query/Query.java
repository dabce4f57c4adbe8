package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExpression;

/** A JMESPath expression. */
public final class Query {

    private final JmespathExpression expression;
    private final Literals literals;

    private Query(JmespathExpression expression, Literals literals) {
        this.expression = expression;
        this.literals = literals;
    }

    /**
     * Understands an expression.
     *
     * @throws CommandFailure if it isn't JMESPath
     */
    public static Query parse(String text) {
        try {
            Literals literals = Literals.of(text);
            return new Query(JmespathExpression.parse(literals.expression()), literals);
        } catch (JmespathException | StackOverflowError e) {
            throw new CommandFailure(ExitCode.USAGE, "Bad value for --query " + text + ": " + e.getMessage(), e);
        }
    }

    /** This query over a list that comes in pages. */
    public ListQuery overList(String list) {
        return new ListQuery(this, expression, list);
    }

    /**
     * What the expression makes of a value.
     *
     * @throws CommandFailure if a function is given what it doesn't take, or texts are compared with numbers
     */
    public JsonNode search(JsonNode value) {
        return search(value, Map.of());
    }

    /** @param known what parts of the expression make of it */
    JsonNode search(JsonNode value, Map<JmespathExpression, Supplier<JsonNode>> known) {
        try {
            JsonNode found = evaluate(expression, value, known);
            if (found.isMissingNode()) {
                // What Python says of a reference to an expression, which nothing can print.
                throw new CommandFailure(ExitCode.OTHER, "Circular reference detected");
            }
            return found;
        } catch (JmespathException e) {
            throw new CommandFailure(ExitCode.OTHER, String.valueOf(e.getMessage()), e);
        }
    }

    JsonNode evaluate(JmespathExpression part, JsonNode value, Map<JmespathExpression, Supplier<JsonNode>> known) {
        return new Interpreter(value, literals, known).visit(part);
    }
}
