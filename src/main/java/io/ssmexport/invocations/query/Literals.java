package io.ssmexport.invocations.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ssmexport.invocations.value.PythonJson;
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

    /** Values of one character, and what ends one of several. */
    private static final String OPERAND = "@";

    private static final String CLOSING = "])}*";

    /** @throws JmespathException if a literal or a text isn't closed, or is neither JSON nor a text */
    static Literals of(String text) {
        StringBuilder expression = new StringBuilder();
        List<JsonNode> values = new ArrayList<>();
        boolean afterOperand = false;
        int position = 0;
        while (position < text.length()) {
            char first = text.charAt(position);
            int word = OPERAND.indexOf(first) >= 0 ? position + 1 : endOfWord(text, position);
            if (first == '`' || first == '\'' || first == '"' || word > position) {
                requireOperator(afterOperand, text, position);
                afterOperand = true;
            } else if (!Character.isWhitespace(first)) {
                afterOperand = CLOSING.indexOf(first) >= 0;
            }
            if (first != '`' && first != '\'' && first != '"') {
                int next = Math.max(word, position + 1);
                expression.append(text, position, next);
                position = next;
                continue;
            }
            int end = end(text, position);
            if (first == '"') {
                requireNoCall(text, end);
            }
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

    /** Behind the name or the number that stands there; nothing else has digits in it, so that a fraction is none. */
    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        if (end > start && isDigit(text.charAt(start))) {
            boolean whole = text.substring(start, end).chars().allMatch(c -> isDigit((char) c));
            boolean fraction = end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1));
            if (!whole || fraction) {
                throw new JmespathException(JmespathExceptionType.SYNTAX, "Not a whole number at column " + start);
            }
        }
        return end;
    }

    private static boolean isOfWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The parser takes {@code [a b]} for {@code [a, b]}. */
    private static void requireOperator(boolean afterOperand, String text, int position) {
        if (afterOperand) {
            throw new JmespathException(
                    JmespathExceptionType.SYNTAX,
                    "Nothing joins " + text.charAt(position) + " at column " + position + " with what is before it");
        }
    }

    /** The parser takes {@code "length"(@)} for {@code length(@)}. */
    private static void requireNoCall(String text, int position) {
        if (text.substring(position).stripLeading().startsWith("(")) {
            throw new JmespathException(
                    JmespathExceptionType.SYNTAX,
                    "Quoted identifier not allowed for function names at column " + position);
        }
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
            return PythonJson.read(literal.isBlank() ? "\"\"" : literal);
        } catch (JsonProcessingException noJson) {
            try {
                return PythonJson.read("\"" + literal.stripLeading() + "\"");
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
