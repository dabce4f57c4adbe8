package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One answer of the service.
 *
 * @param body the members that the model knows, in its order, as the wire had them
 */
public record Page(ObjectNode body) {

    public static final String INVOCATIONS = "CommandInvocations";
    public static final String NEXT_TOKEN = "NextToken";

    /** The invocations, or empty if the answer lacks the member. */
    public Optional<ArrayNode> invocations() {
        return body.get(INVOCATIONS) instanceof ArrayNode list ? Optional.of(list) : Optional.empty();
    }

    /** The invocations alone, as a member; without it if the answer lacks it. */
    public ObjectNode list() {
        ObjectNode list = body.objectNode();
        invocations().ifPresent(invocations -> list.set(INVOCATIONS, invocations));
        return list;
    }

    int size() {
        return invocations().map(JsonNode::size).orElse(0);
    }

    /** Without some invocations at its start and end; bounds as Python slices take them, negative ones from the end. */
    Page slice(int from, int to) {
        Optional<ArrayNode> all = invocations();
        if (all.isEmpty()) {
            return this;
        }
        int size = all.get().size();
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        for (int i = bound(from, size); i < bound(to, size); i++) {
            part.add(all.get().get(i));
        }
        ObjectNode sliced = body.objectNode();
        body.properties()
                .forEach(member ->
                        sliced.set(member.getKey(), member.getKey().equals(INVOCATIONS) ? part : member.getValue()));
        return new Page(sliced);
    }

    private static int bound(int index, int size) {
        return index < 0 ? Math.max(0, size + index) : Math.min(index, size);
    }
}
