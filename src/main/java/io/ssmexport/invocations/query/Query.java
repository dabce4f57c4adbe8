package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
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

    /**
     * What the expression makes of a value.
     *
     * @throws CommandFailure if a function is given what it doesn't take, or texts are compared with numbers
     */
    public JsonNode search(JsonNode value) {
        try {
            JsonNode found = new Interpreter(value, literals).visit(expression);
            if (found.isMissingNode()) {
                // What Python says of a reference to an expression, which nothing can print.
                throw new CommandFailure(ExitCode.OTHER, "Circular reference detected");
            }
            return found;
        } catch (JmespathException e) {
            throw new CommandFailure(ExitCode.OTHER, String.valueOf(e.getMessage()), e);
        }
    }
}
