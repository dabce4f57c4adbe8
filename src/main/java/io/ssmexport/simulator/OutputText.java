package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Output of a plugin, escaped for JSON and encoded once, because a page of them is written thousands of times a second.
 *
 * @param escaped without the quotes around it
 * @param marked whether a line that no other invocation has stands before it, as in most real outputs
 */
record OutputText(SerializedString escaped, boolean marked) {

    private static final SerializedString QUOTE = new SerializedString("\"");
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    static final OutputText EMPTY = of("");

    static OutputText of(String text) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        // No UTF-8 can hold a lone surrogate; as an escape the service can send it.
        return new OutputText(
                new SerializedString(LONE_SURROGATE
                        .matcher(escaped)
                        .replaceAll(found -> String.format(
                                Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)))),
                false);
    }

    OutputText asMarked() {
        return new OutputText(escaped, true);
    }

    void write(JsonGenerator json, long mark) throws IOException {
        json.writeRawValue(QUOTE);
        if (marked) {
            json.writeRaw("run ");
            json.writeRaw(Long.toHexString(mark));
            json.writeRaw("\\n");
        }
        json.writeRaw(escaped);
        json.writeRaw(QUOTE);
    }
}
