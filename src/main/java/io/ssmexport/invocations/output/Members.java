package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names of the members of objects, sorted: those that are scalars somewhere, and those that aren't. One may be both. */
final class Members {

    private final TreeSet<String> scalars = new TreeSet<>();
    private final TreeSet<String> others = new TreeSet<>();

    static Members of(Iterable<JsonNode> objects) {
        Members members = new Members();
        objects.forEach(members::add);
        return members;
    }

    private void add(JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            (member.getValue().isValueNode() ? scalars : others).add(member.getKey());
        }
    }

    void addAll(Members more) {
        scalars.addAll(more.scalars);
        others.addAll(more.others);
    }

    List<String> scalars() {
        return List.copyOf(scalars);
    }

    List<String> others() {
        return List.copyOf(others);
    }
}
