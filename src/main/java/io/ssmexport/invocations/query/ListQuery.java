package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExpression;

/**
 * What an expression makes of a list that comes in pages, without all of it in memory. Those parts of it that go through the
 * list's elements, such as {@code CommandInvocations[?Status=='Failed'].InstanceId}, are evaluated at each page, and what
 * they give is put together; all else is evaluated at the end.
 */
public final class ListQuery {

    private final Query query;
    private final PagedParts parts;
    private final List<Joined> joined = new ArrayList<>();

    /** @param list name of the member that the list is */
    ListQuery(Query query, JmespathExpression expression, String list) {
        this.query = query;
        this.parts = PagedParts.of(expression, list);
        parts.expressions().forEach(part -> joined.add(new Joined()));
    }

    /** What the parts make of a page, or why they don't. Any thread may ask. */
    public List<Supplier<JsonNode>> ofPage(JsonNode page) {
        return parts.expressions().stream().map(part -> found(part, page)).toList();
    }

    private Supplier<JsonNode> found(JmespathExpression part, JsonNode page) {
        try {
            JsonNode found = query.evaluate(part, page, Map.of());
            return () -> found;
        } catch (JmespathException e) {
            // It would be told of at the end of the list, and only if the part is then needed.
            return () -> {
                throw e;
            };
        }
    }

    /** Puts what a page gave behind what the ones before it gave. */
    public void add(List<Supplier<JsonNode>> page) {
        for (int i = 0; i < page.size(); i++) {
            joined.get(i).add(page.get(i));
        }
    }

    /**
     * What the expression makes of the list.
     *
     * @param end the list's other members, which are known at its end
     * @throws io.ssmexport.invocations.failure.CommandFailure as {@link Query#search} does
     */
    public JsonNode result(ObjectNode end) {
        Map<JmespathExpression, Supplier<JsonNode>> known = new HashMap<>();
        for (int i = 0; i < joined.size(); i++) {
            known.put(parts.expressions().get(i), joined.get(i));
        }
        return query.search(parts.isAll() ? all(end) : end, known);
    }

    /** The list itself, where the expression wants all of it. */
    private ObjectNode all(ObjectNode end) {
        ObjectNode all = end.objectNode();
        JsonNode list = joined.get(0).get();
        if (!list.isNull()) {
            all.set(parts.list(), list);
        }
        return all.setAll(end);
    }
}
