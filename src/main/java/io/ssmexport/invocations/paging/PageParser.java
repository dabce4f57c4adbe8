package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ssmexport.invocations.value.Shape;
import io.ssmexport.invocations.value.WireValue;
import io.ssmexport.wire.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer into a tree.
 *
 * <p>The SDK's own reading turns times into instants; the AWS CLI prints the numbers that came
 * over the wire, so they are kept here. Members that the model doesn't know and nulls are left out, as botocore does, and
 * a lone surrogate becomes U+FFFD. Several threads may read at once.
 */
final class PageParser {

    private static final int LONGEST_SHARED = 100;
    private static final int SHARED = 1009;
    private static final int SPREAD = 31;

    private final TimeFormat times;
    private final @Nullable TextNode[] lately = new @Nullable TextNode[SHARED];

    PageParser(TimeFormat times) {
        this.times = times;
    }

    /** @throws IOException if the answer isn't JSON, or a text in it isn't one */
    Page parse(Answer answer) throws IOException {
        try (JsonParser json = answer.json()) {
            json.nextToken();
            return new Page(structure(json, (Shape.Structure) Shape.RESPONSE));
        }
    }

    private ObjectNode structure(JsonParser json, Shape.Structure shape) throws IOException {
        @Nullable JsonNode[] values = new @Nullable JsonNode[shape.names().size()];
        while (json.nextToken() != JsonToken.END_OBJECT) {
            Integer place = shape.place(json.currentName());
            json.nextToken();
            if (place == null || json.currentToken() == JsonToken.VALUE_NULL) {
                json.skipChildren();
            } else {
                values[place] = value(json, shape.shape(place));
            }
        }
        return new ObjectNode(JsonNodeFactory.instance, new ShapeMembers(shape, values));
    }

    private JsonNode value(JsonParser json, @Nullable Shape shape) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT ->
                shape instanceof Shape.Structure structure ? structure(json, structure) : asItCame(json);
            case START_ARRAY -> elements(json, shape instanceof Shape.Elements elements ? elements.element() : null);
            case VALUE_STRING -> time(text(json), shape);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> time(WireValue.number(json), shape);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.instance;
        };
    }

    /**
     * The text as a node, one for equal short texts where they come soon after one another: a list is held with them, and
     * they needn't be made of their characters again. Threads may lose one another's, which does no harm.
     */
    private TextNode text(JsonParser json) throws IOException {
        char[] buffer = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        if (length > LONGEST_SHARED) {
            return TextNode.valueOf(WireValue.text(json));
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = SPREAD * hash + buffer[i];
        }
        int place = Math.floorMod(hash * SPREAD, lately.length);
        TextNode known = lately[place];
        if (known == null || !isOf(known.textValue(), buffer, from, length)) {
            known = TextNode.valueOf(WireValue.text(json));
            lately[place] = known;
        }
        return known;
    }

    private static boolean isOf(String text, char[] buffer, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** An object where the model has none. */
    private ObjectNode asItCame(JsonParser json) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = WireValue.withoutLoneSurrogates(json.currentName());
            json.nextToken();
            object.set(name, value(json, null));
        }
        return object;
    }

    private ArrayNode elements(JsonParser json, @Nullable Shape shape) throws IOException {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json, shape));
        }
        return elements;
    }

    private JsonNode time(JsonNode value, @Nullable Shape shape) {
        return shape == Shape.Scalar.TIME ? times.of(value) : value;
    }
}
