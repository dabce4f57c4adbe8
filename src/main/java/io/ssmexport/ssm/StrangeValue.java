package io.ssmexport.ssm;

/**
 * Values of an invocation that their column can't hold.
 *
 * @param column of the row contract; where a whole structure or list is strange, its member's name in snake_case
 * @param count how many of the invocation's
 * @param first of them, in few characters that a terminal can print
 */
public record StrangeValue(String column, Became became, long count, String first) {

    private static final int MOST_CHARACTERS = 40;

    /** What became of a value. */
    public enum Became {
        /** The column is null. */
        NULL("null"),
        /** The column is text, and has the value as JSON writes it. */
        TEXT("text"),
        /** The element of a list isn't there. */
        LEFT_OUT("nothing"),
        /** Without it there is no key, or no slice, so the invocation has no row. */
        NO_ROW("no row");

        private final String words;

        Became(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    StrangeValue and(StrangeValue another) {
        return new StrangeValue(column, became, count + another.count, first);
    }

    /** The start of a text from outside, with U+FFFD for what a terminal might obey or can't show. */
    public static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        StringBuilder shown = new StringBuilder();
        start.codePoints().map(StrangeValue::printable).forEach(shown::appendCodePoint);
        return text.length() > start.length() ? shown.append('…').toString() : shown.toString();
    }

    private static int printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> 0xFFFD;
            default -> codePoint;
        };
    }
}
