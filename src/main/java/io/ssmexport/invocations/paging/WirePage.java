package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.core.JsonFactory;
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
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer. Its token is found at once, so that the next page can be asked for; all else is read when it is
 * wanted.
 *
 * <p>The SDK's own reading turns times into instants; the AWS CLI prints the numbers that came
 * over the wire, so they are kept here. Members that the model doesn't know and nulls are left out, as botocore does, and
 * a lone surrogate becomes U+FFFD.
 */
final class WirePage {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] body;
    private final TimeFormat times;
    private final @Nullable String nextToken;

    /** @throws IOException if the body breaks off or isn't a JSON object */
    WirePage(byte[] body, TimeFormat times) throws IOException {
        this.body = body;
        this.times = times;
        this.nextToken = findNextToken();
    }

    /** Token of the page after this one; null, or empty on the wire, ends the list. */
    @Nullable
    String nextToken() {
        return nextToken;
    }

    private @Nullable String findNextToken() throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer must be a JSON object");
            }
            String found = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = json.currentName().equals(Page.NEXT_TOKEN);
                if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
                    found = json.getText();
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new IOException("the answer must end after its JSON object");
            }
            return found == null || found.isEmpty() ? null : found;
        }
    }

    /** @throws IOException if a text in it isn't one */
    Page read() throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            return new Page(structure(json, (Shape.Structure) Shape.RESPONSE));
        }
    }

    private ObjectNode structure(JsonParser json, Shape.Structure shape) throws IOException {
        Map<String, JsonNode> read = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            Shape member = shape.members().get(name);
            if (member == null || json.currentToken() == JsonToken.VALUE_NULL) {
                json.skipChildren();
            } else {
                read.put(name, value(json, member));
            }
        }
        ObjectNode structure = JsonNodeFactory.instance.objectNode();
        for (String name : shape.members().keySet()) {
            JsonNode value = read.get(name);
            if (value != null) {
                structure.set(name, value);
            }
        }
        return structure;
    }

    private JsonNode value(JsonParser json, @Nullable Shape shape) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT ->
                structure(json, shape instanceof Shape.Structure structure ? structure : new Shape.Structure(Map.of()));
            case START_ARRAY -> elements(json, shape instanceof Shape.Elements elements ? elements.element() : null);
            case VALUE_STRING -> TextNode.valueOf(withoutLoneSurrogates(json.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> time(number(json), shape);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.instance;
        };
    }

    private ArrayNode elements(JsonParser json, @Nullable Shape shape) throws IOException {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json, shape));
        }
        return elements;
    }

    private JsonNode time(JsonNode number, @Nullable Shape shape) {
        return shape == Shape.Scalar.TIME ? times.of(number) : number;
    }

    private static JsonNode number(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return JsonNodeFactory.instance.numberNode(json.getDoubleValue());
        }
        return switch (json.getNumberType()) {
            case INT -> JsonNodeFactory.instance.numberNode(json.getIntValue());
            case LONG -> JsonNodeFactory.instance.numberNode(json.getLongValue());
            default -> JsonNodeFactory.instance.numberNode(json.getBigIntegerValue());
        };
    }

    private static String withoutLoneSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int[] codePoints = text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                        .toArray();
                return new String(codePoints, 0, codePoints.length);
            }
        }
        return text;
    }
}
