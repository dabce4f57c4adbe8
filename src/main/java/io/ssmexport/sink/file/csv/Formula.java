package io.ssmexport.sink.file.csv;

/**
 * Texts that a spreadsheet may run as a formula when it opens a CSV: those of <a
 * href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP's list</a>, also behind what spreadsheets skip.
 */
final class Formula {

    /** With the full-width forms that an import under a Japanese or Chinese locale takes for the same. */
    private static final String SIGNS = "=+-@|\uFF1D\uFF0B\uFF0D\uFF20";

    /** A field that starts with one may be cut there, so that what comes behind it starts a cell. */
    private static final String BREAKS = "\t\r\n";

    private Formula() {}

    static boolean mayBe(String text) {
        if (text.isEmpty()) {
            return false;
        }
        int start = 0;
        while (start < text.length() && isSkipped(text.charAt(start))) {
            start++;
        }
        return BREAKS.indexOf(text.charAt(0)) >= 0 || (start < text.length() && SIGNS.indexOf(text.charAt(start)) >= 0);
    }

    /** Blanks of any width, control characters, and what has no width, such as a byte order mark. */
    private static boolean isSkipped(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
