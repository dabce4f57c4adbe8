package io.ssmexport.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AWS CLI's shorthand for a structure: {@code key=Status,value=Failed}, with quotes, {@code [lists]} and {@code
 * {nested=structures}}. Follows {@code awscli/shorthand.py}; there is no library for it.
 */
final class Shorthand {

    private static final Pattern SINGLE_QUOTED = Pattern.compile("'(?:\\\\'|[^'])*'");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"(?:\\\\\"|[^\"])*\"");
    private static final String START =
            "[\\u0021\\u0023-\\u0026\\u0028-\\u002b\\u002d-\\u003c\\u003e-Z\\\\-z\\u007c-\\uffff]";
    private static final Pattern FIRST_VALUE = Pattern.compile(
            "(\\\\,|" + START + ")(\\\\,|[\\s\\u0021\\u0023-\\u0026\\u0028-\\u002b\\u002d-\\\\\\^-\\u007c~-\\uffff])*",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SECOND_VALUE = Pattern.compile(
            "(\\\\,|" + START + ")(\\\\,|[\\s\\u0021\\u0023-\\u0026\\u0028-\\u002b\\u002d-\\u003c\\u003e-\\uffff])*",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final String KEY_CHARACTERS = "-_.#/:";

    private final String text;
    private final String option;
    private int index;

    /** What the text can't be read as. */
    static final class SyntaxException extends Exception {

        private static final long serialVersionUID = 1;

        private final String said;
        private final String input;

        /** @param input how the AWS CLI goes on, with the text and the place in it */
        SyntaxException(String said, String input) {
            super(said + input);
            this.said = said;
            this.input = input;
        }

        String said() {
            return said;
        }

        String input() {
            return input;
        }
    }

    private Shorthand(String option, String text) {
        this.option = option;
        this.text = text;
    }

    /**
     * Reads a structure.
     *
     * @param option for messages about files that the text names
     * @throws SyntaxException in the CLI's words, with the place
     */
    static ObjectNode parse(String option, String text) throws SyntaxException {
        return new Shorthand(option, text).structure();
    }

    private ObjectNode structure() throws SyntaxException {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        member(members, 0);
        while (!atEnd()) {
            int afterMember = index;
            expect(',');
            member(members, afterMember + 1);
        }
        return members;
    }

    private void member(ObjectNode members, int start) throws SyntaxException {
        String key = key();
        boolean fromFile = skipFileMark();
        expect('=');
        JsonNode value = atEnd() ? TextNode.valueOf("") : value(fromFile);
        if (members.has(key)) {
            throw new SyntaxException(
                    "Second instance of key \"" + key + "\" encountered",
                    forInput(start) + "\nThis is often because there is a preceding \",\" instead of a space.");
        }
        members.set(key, value);
    }

    private String key() {
        int start = index;
        while (!atEnd() && isKeyCharacter(text.charAt(index))) {
            index++;
        }
        return text.substring(start, index);
    }

    private static boolean isKeyCharacter(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || KEY_CHARACTERS.indexOf(c) >= 0;
    }

    /** {@code key@=file://…} takes the value from a file. */
    private boolean skipFileMark() {
        skipBlanks();
        if (current() == '@') {
            index++;
            skipBlanks();
            return true;
        }
        return false;
    }

    private JsonNode value(boolean fromFile) throws SyntaxException {
        return switch (current()) {
            case '[' -> list(fromFile);
            case '{' -> nested();
            default -> commaSeparated(fromFile);
        };
    }

    private JsonNode commaSeparated(boolean fromFile) throws SyntaxException {
        JsonNode first = firstValue(fromFile);
        skipBlanks();
        if (atEnd() || current() != ',') {
            return first;
        }
        expect(',');
        ArrayNode values = JsonNodeFactory.instance.arrayNode().add(first);
        while (true) {
            try {
                JsonNode value = secondValue(fromFile);
                skipBlanks();
                if (atEnd()) {
                    values.add(value);
                    break;
                }
                expect(',');
                values.add(value);
            } catch (SyntaxException e) {
                // What follows the comma is the next member: a=b,c=d.
                if (atEnd()) {
                    throw e;
                }
                index = text.lastIndexOf(',', index);
                break;
            }
        }
        return values.size() == 1 ? first : values;
    }

    private ArrayNode list(boolean fromFile) throws SyntaxException {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        expect('[');
        while (current() != ']') {
            values.add(nestedValue(fromFile));
            endOfElement(']');
        }
        expect(']');
        return values;
    }

    private ObjectNode nested() throws SyntaxException {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        expect('{');
        while (current() != '}') {
            String key = key();
            boolean fromFile = skipFileMark();
            expect('=');
            JsonNode value = nestedValue(fromFile);
            endOfElement('}');
            members.set(key, value);
        }
        expect('}');
        return members;
    }

    private JsonNode nestedValue(boolean fromFile) throws SyntaxException {
        return switch (current()) {
            case '[' -> list(fromFile);
            case '{' -> nested();
            default -> firstValue(fromFile);
        };
    }

    private void endOfElement(char end) throws SyntaxException {
        skipBlanks();
        if (current() != end) {
            expect(',');
        }
    }

    private JsonNode firstValue(boolean fromFile) throws SyntaxException {
        char quote = current();
        if (quote == '\'' || quote == '"') {
            return scalar(quoted(quote), fromFile);
        }
        Matcher matcher = matcher(FIRST_VALUE);
        return matcher.lookingAt() ? scalar(unescaped(matcher), fromFile) : TextNode.valueOf("");
    }

    private JsonNode secondValue(boolean fromFile) throws SyntaxException {
        char quote = current();
        if (quote == '\'' || quote == '"') {
            return scalar(quoted(quote), fromFile);
        }
        Matcher matcher = matcher(SECOND_VALUE);
        if (!matcher.lookingAt()) {
            throw expected("<second>", "<none>");
        }
        return scalar(unescaped(matcher), fromFile);
    }

    private String unescaped(Matcher matcher) {
        index = matcher.end();
        return matcher.group().replace("\\,", ",").stripTrailing();
    }

    private String quoted(char quote) throws SyntaxException {
        Matcher matcher = matcher(quote == '"' ? DOUBLE_QUOTED : SINGLE_QUOTED);
        if (!matcher.lookingAt()) {
            throw expected("<" + (quote == '"' ? "double quoted" : "singled quoted") + ">", "<none>");
        }
        index = matcher.end();
        String inner = matcher.group().substring(1, matcher.group().length() - 1);
        return inner.replace("\\" + quote, String.valueOf(quote)).replace("\\\\", "\\");
    }

    private JsonNode scalar(String value, boolean fromFile) {
        return TextNode.valueOf(fromFile ? ParameterFile.resolve(option, value) : value);
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(index, text.length());
    }

    private void expect(char wanted) throws SyntaxException {
        skipBlanks();
        if (atEnd()) {
            throw expected(String.valueOf(wanted), "EOF");
        }
        if (current() != wanted) {
            throw expected(String.valueOf(wanted), String.valueOf(current()));
        }
        index++;
        skipBlanks();
    }

    private SyntaxException expected(String wanted, String received) {
        return new SyntaxException("Expected: '" + wanted + "', received: '" + received + "'", forInput(index));
    }

    private String forInput(int at) {
        return " for input:\n" + place(at);
    }

    private String place(int at) {
        int lineEnd = text.indexOf('\n', at);
        int lineStart = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        String consumed = lineEnd < 0 ? text : text.substring(0, lineEnd);
        return consumed + "\n" + " ".repeat(at - Math.min(at, lineStart)) + "^"
                + (lineEnd < 0 ? "" : text.substring(lineEnd));
    }

    /** The character at the index, or NUL at the end: a command line can't hold one. */
    private char current() {
        return atEnd() ? '\0' : text.charAt(index);
    }

    private boolean atEnd() {
        return index >= text.length();
    }

    private void skipBlanks() {
        while (!atEnd() && " \t\n\r\u000b\f".indexOf(text.charAt(index)) >= 0) {
            index++;
        }
    }
}
