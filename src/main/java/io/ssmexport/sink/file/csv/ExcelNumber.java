package io.ssmexport.sink.file.csv;

/**
 * Texts of digits that Excel takes for a number and shows as another one: it drops leading zeros, and rounds what is long.
 * As a formula that gives a text, {@code ="012345678901"}, they stay what they are.
 */
final class ExcelNumber {

    /** As many digits are shown as they are. */
    private static final int MOST_DIGITS = 11;

    private static final String BEFORE = "=\"";
    private static final String AFTER = "\"";

    private ExcelNumber() {}

    static boolean wouldChange(String text) {
        return isDigits(text) && (text.length() > MOST_DIGITS || (text.length() > 1 && text.charAt(0) == '0'));
    }

    static String asText(String digits) {
        return BEFORE + digits + AFTER;
    }

    /** What {@link #asText} made a text of; any other text as it is. */
    static String read(String cell) {
        if (cell.length() < BEFORE.length() + AFTER.length() || !cell.startsWith(BEFORE) || !cell.endsWith(AFTER)) {
            return cell;
        }
        String digits = cell.substring(BEFORE.length(), cell.length() - AFTER.length());
        return wouldChange(digits) ? digits : cell;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
