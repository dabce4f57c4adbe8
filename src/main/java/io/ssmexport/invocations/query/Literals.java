package io.ssmexport.invocations.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;

/**
 * An expression whose literals in backticks are taken out. Python reads them as JSON with numbers of any size, and takes
 * what isn't JSON for a text ({@code `Failed`}); the parser does neither, so that it gets a name for each.
 *
 * @param expression with a raw text in place of each literal
 * @param values of the literals, in their order
 */
record Literals(String expression, List<JsonNode> values) {

    /** Begins the raw text that stands for a literal; no text that a user writes begins so. */
    private static final String MARK = "\uffff`";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws JmespathException if a literal or a text isn't closed, or is neither JSON nor a text */
    static Literals of(String text) {
        StringBuilder expression = new StringBuilder();
        List<JsonNode> values = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            char first = text.charAt(position);
            if (first != '`' && first != '\'' && first != '"') {
                expression.append(first);
                position++;
                continue;
            }
            int end = end(text, position);
            if (first == '`') {
                expression.append('\'').append(MARK).append(values.size()).append('\'');
                values.add(value(text.substring(position + 1, end - 1).replace("\\`", "`")));
            } else {
                expression.append(text, position, end);
            }
            position = end;
        }
        return new Literals(expression.toString(), values);
    }

    /** Behind the character that closes what the one at that position opens. */
    private static int end(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == text.charAt(open)) {
                return i + 1;
            }
        }
        throw new JmespathException(
                JmespathExceptionType.SYNTAX, "Unclosed " + text.charAt(open) + " delimiter at column " + open);
    }

    private static JsonNode value(String literal) {
        try {
            return JSON.readTree(literal.isBlank() ? "\"\"" : literal);
        } catch (JsonProcessingException noJson) {
            try {
                return JSON.readTree("\"" + literal.stripLeading() + "\"");
            } catch (JsonProcessingException e) {
                throw new JmespathException(JmespathExceptionType.SYNTAX, "Bad token " + literal, e);
            }
        }
    }

    /** What a literal of the parsed expression stands for. */
    JsonNode value(Object parsed) {
        String text = String.valueOf(parsed);
        return text.startsWith(MARK)
                ? values.get(Integer.parseInt(text.substring(MARK.length())))
                : TextNode.valueOf(text);
    }
}
