package io.ssmexport.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** Writes a tree. Jackson's mapper would do, but its 250 classes are a tenth of what a list takes of memory. */
public final class JsonTree {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonTree() {}

    /** In UTF-8, with numbers as Jackson writes them. */
    static byte[] bytes(JsonNode value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, value, JsonNode::asText);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a value and all that is in it.
     *
     * @param number the text of a number
     */
    public static void write(JsonGenerator json, JsonNode value, Function<JsonNode, String> number) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    json.writeFieldName(member.getKey());
                    write(json, member.getValue(), number);
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : value) {
                    write(json, element, number);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(value.textValue());
            case BOOLEAN -> json.writeBoolean(value.booleanValue());
            case NUMBER -> json.writeNumber(number.apply(value));
            case NULL, MISSING, BINARY, POJO -> json.writeNull();
        }
    }
}
