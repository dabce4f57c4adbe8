package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.jmespath.JmespathException;

/** The lists that a part of an expression gave for each page, as one; null if it gave none. */
final class Joined implements Supplier<JsonNode> {

    private final ArrayNode list = Interpreter.array();
    private boolean isThere;
    private @Nullable JmespathException failure;

    void add(Supplier<JsonNode> found) {
        if (failure != null) {
            return;
        }
        try {
            if (found.get() instanceof ArrayNode page) {
                list.addAll(page);
                isThere = true;
            }
        } catch (JmespathException e) {
            failure = e;
        }
    }

    /** @throws JmespathException the first that came in place of a list */
    @Override
    public JsonNode get() {
        if (failure != null) {
            throw failure;
        }
        return isThere ? list : NullNode.getInstance();
    }
}
