package io.ssmexport.cli;

import java.util.HexFormat;

/** Texts from the service, from instances and from files, as a terminal may get them. */
final class VisibleText {

    private VisibleText() {}

    /**
     * The text with everything but tabs that isn't a character to look at written as JSON writes it, {@code \\u001b}: what
     * moves the cursor or is taken for a command, breaks the line, turns the direction of writing, or can't be seen.
     */
    static String of(String text) {
        if (text.codePoints().allMatch(VisibleText::isVisible)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            if (isVisible(codePoint)) {
                visible.appendCodePoint(codePoint);
            } else {
                for (char unit : Character.toChars(codePoint)) {
                    visible.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\t';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
