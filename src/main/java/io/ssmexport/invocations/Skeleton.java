package io.ssmexport.invocations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.value.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;

/** A request with empty values, to be filled out and given back as {@code --cli-input-json}. */
final class Skeleton {

    /** A value of each enumeration. The AWS CLI takes one at random. */
    private static final Map<String, String> EXAMPLES = Map.of("key", "Status");

    private Skeleton() {}

    static JsonNode request() {
        return of(Shape.REQUEST, "");
    }

    /** Prints the request in YAML, with what the service's model says of each member. */
    static void printYaml(OutputStream out) throws IOException {
        try (InputStream skeleton = Objects.requireNonNull(Skeleton.class.getResourceAsStream("skeleton.yaml"))) {
            skeleton.transferTo(out);
        }
        out.flush();
    }

    private static JsonNode of(Shape shape, String name) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (shape instanceof Shape.Structure structure) {
            ObjectNode members = nodes.objectNode();
            structure.members().forEach((member, type) -> members.set(member, of(type, member)));
            return members;
        }
        if (shape instanceof Shape.Elements elements) {
            return nodes.arrayNode().add(of(elements.element(), ""));
        }
        return switch ((Shape.Scalar) shape) {
            case TEXT -> nodes.textNode(EXAMPLES.getOrDefault(name, ""));
            case INTEGER -> nodes.numberNode(0);
            case TRUTH -> nodes.booleanNode(true);
            case TIME -> nodes.textNode("1970-01-01T00:00:00");
        };
    }
}
