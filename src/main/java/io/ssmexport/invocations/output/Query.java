package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;

/** A JMESPath expression. */
public final class Query {

    private final Expression<JsonNode> expression;

    private Query(Expression<JsonNode> expression) {
        this.expression = expression;
    }

    /**
     * Understands an expression.
     *
     * @throws CommandFailure if it isn't JMESPath
     */
    public static Query parse(String text) {
        try {
            return new Query(new JacksonRuntime().compile(text));
        } catch (JmesPathException e) {
            throw new CommandFailure(ExitCode.USAGE, "Bad value for --query " + text + ": " + e.getMessage(), e);
        }
    }

    /** @throws CommandFailure if a function is given what it doesn't take */
    JsonNode search(JsonNode value) {
        try {
            return expression.search(value);
        } catch (JmesPathException e) {
            throw new CommandFailure(ExitCode.OTHER, String.valueOf(e.getMessage()), e);
        }
    }
}
