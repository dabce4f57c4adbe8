package io.ssmexport.invocations.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;

/** JSON with the numbers that Python's {@code json.dumps} writes. */
public final class PythonJson {

    /** The last character that {@code ensure_ascii} leaves as it is. */
    private static final int TILDE = '~';

    private static final JsonFactory COMPACT =
            JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

    private PythonJson() {}

    /** On one line without blanks, and in ASCII. */
    public static String compact(JsonNode value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = COMPACT.createGenerator(text)) {
            write(json.setHighestNonEscapedChar(TILDE), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes a single value without escaping what isn't ASCII. */
    public static void write(Writer out, JsonNode value) throws IOException {
        try (JsonGenerator json = COMPACT.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            write(json, value);
        }
    }

    /** Writes a value. */
    public static void write(JsonGenerator json, JsonNode value) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    json.writeFieldName(member.getKey());
                    write(json, member.getValue());
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : value) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(value.textValue());
            case BOOLEAN -> json.writeBoolean(value.booleanValue());
            case NUMBER -> json.writeNumber(number(value));
            case NULL, MISSING, BINARY, POJO -> json.writeNull();
        }
    }

    private static String number(JsonNode number) {
        double value = number.isIntegralNumber() ? 0 : number.doubleValue();
        return Double.isInfinite(value) || Double.isNaN(value) ? String.valueOf(value) : PythonText.number(number);
    }
}
