package io.ssmexport.invocations.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** Single values as they come over the wire. */
public final class WireValue {

    /** What Python reads; more digits take a time that grows with their square. */
    private static final int MOST_DIGITS = 4300;

    private static final int REPLACEMENT = 0xfffd;

    private WireValue() {}

    /** The number that a parser stands at, as Python has it: an integer, or a double. One of thousands of digits stays text. */
    public static JsonNode number(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return JsonNodeFactory.instance.numberNode(json.getDoubleValue());
        }
        if (json.getTextLength() > MOST_DIGITS) {
            return JsonNodeFactory.instance.textNode(json.getText());
        }
        return switch (json.getNumberType()) {
            case INT -> JsonNodeFactory.instance.numberNode(json.getIntValue());
            case LONG -> JsonNodeFactory.instance.numberNode(json.getLongValue());
            default -> JsonNodeFactory.instance.numberNode(json.getBigIntegerValue());
        };
    }

    /** The text that a parser stands at, with U+FFFD for each lone surrogate. */
    public static String text(JsonParser json) throws IOException {
        boolean hasSurrogate = hasSurrogate(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        return hasSurrogate ? withoutLoneSurrogates(json.getText()) : json.getText();
    }

    /** Whether any of so many characters is one; outputs are long, and hardly any has one. */
    public static boolean hasSurrogate(char[] characters, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (Character.isSurrogate(characters[i])) {
                return true;
            }
        }
        return false;
    }

    /** The text with U+FFFD for each lone surrogate, at which the AWS CLI gives up. */
    public static String withoutLoneSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int[] codePoints = text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                        .toArray();
                return new String(codePoints, 0, codePoints.length);
            }
        }
        return text;
    }
}
