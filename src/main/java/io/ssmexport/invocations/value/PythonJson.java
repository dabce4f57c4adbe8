package io.ssmexport.invocations.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ssmexport.wire.JsonTree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

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
        JsonTree.write(json, value, PythonJson::number);
    }

    /**
     * Reads what {@code json.loads} reads: numbers that are none as well, and nothing behind the value.
     *
     * @return missing if there is nothing
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return Reading.MAPPER.readTree(text);
    }

    /** Made only where something is read: it is a tenth of what a list takes of memory. */
    private static final class Reading {

        private static final ObjectMapper MAPPER = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static String number(JsonNode number) {
        double value = number.isIntegralNumber() ? 0 : number.doubleValue();
        return Double.isInfinite(value) || Double.isNaN(value) ? String.valueOf(value) : PythonText.number(number);
    }
}
