package io.ssmexport.invocations.output.yaml;

import java.util.Locale;
import java.util.Map;

/**
 * Text in double quotes as libyaml, which the AWS CLI's YAML comes from, writes it: it folds lines and escapes otherwise than
 * the emitter that we have.
 */
public final class DoubleQuoted {

    private static final int WIDTH = 80;

    private static final Map<Integer, String> ESCAPES = Map.ofEntries(
            Map.entry(0, "0"),
            Map.entry(7, "a"),
            Map.entry(8, "b"),
            Map.entry((int) '\t', "t"),
            Map.entry((int) '\n', "n"),
            Map.entry(0xb, "v"),
            Map.entry((int) '\f', "f"),
            Map.entry((int) '\r', "r"),
            Map.entry(0x1b, "e"),
            Map.entry((int) '"', "\""),
            Map.entry((int) '\\', "\\"),
            Map.entry(0x85, "N"),
            Map.entry(0x2028, "L"),
            Map.entry(0x2029, "P"));

    private DoubleQuoted() {}

    /** Whether a text can stand in nothing else. */
    public static boolean isNeeded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean besideBlank = c == '\n'
                    && ((i > 0 && text.charAt(i - 1) == ' ') || (i + 1 < text.length() && text.charAt(i + 1) == ' '));
            if (besideBlank || !isPrintable(c) || isBreak(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPrintable(int c) {
        return c == '\n'
                || (c >= ' ' && c <= '~')
                || (c >= 0xa0 && c < Character.MIN_SURROGATE)
                || (c > Character.MAX_SURROGATE && c <= 0xfffd && c != 0xfeff);
    }

    /** What ends a line besides a line feed. */
    private static boolean isBreak(int c) {
        return c == 0x2028 || c == 0x2029;
    }

    /**
     * The text in its quotes.
     *
     * @param column characters before it on its line
     * @param indent of the lines after the first, or negative for a text that has to stay on one line
     */
    public static String of(String text, int column, int indent) {
        StringBuilder quoted = new StringBuilder("\"");
        int[] characters = text.codePoints().toArray();
        int place = column + 1;
        boolean afterBlank = false;
        for (int i = 0; i < characters.length; i++) {
            int before = quoted.length();
            boolean blank = characters[i] == ' ';
            if (blank && indent >= 0 && !afterBlank && place > WIDTH && i > 0 && i < characters.length - 1) {
                quoted.append('\n').append(" ".repeat(indent));
                place = indent;
                if (characters[i + 1] == ' ') {
                    quoted.append('\\');
                    place++;
                }
            } else {
                append(quoted, characters[i]);
                place += quoted.length() - before;
            }
            afterBlank = blank;
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        if (isPrintable(c) && !isBreak(c) && c != '\n' && c != '"' && c != '\\') {
            quoted.append((char) c);
            return;
        }
        String escape = ESCAPES.get(c);
        quoted.append('\\');
        if (escape != null) {
            quoted.append(escape);
        } else if (c <= 0xff) {
            quoted.append(String.format(Locale.ROOT, "x%02X", c));
        } else if (c <= Character.MAX_VALUE) {
            quoted.append(String.format(Locale.ROOT, "u%04X", c));
        } else {
            quoted.append(String.format(Locale.ROOT, "U%08X", c));
        }
    }
}
