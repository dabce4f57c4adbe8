package io.ssmexport.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An option as somebody wrote it, not yet understood.
 *
 * @param key name of the option, without dashes
 * @param values one, or several where the option takes a list: a text, or an object of texts such as a filter
 * @param origin where it was written: {@code --since} or {@code nightly.yaml:7}
 */
public record Setting(String key, List<JsonNode> values, String origin) {

    /** Option whose values are texts. */
    public static Setting of(String key, List<String> texts, String origin) {
        return new Setting(key, texts.stream().<JsonNode>map(TextNode::valueOf).toList(), origin);
    }

    /** Its values as one text, for people. */
    String text() {
        return values.stream().map(Setting::text).collect(Collectors.joining(" "));
    }

    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
