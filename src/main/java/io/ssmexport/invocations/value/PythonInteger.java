package io.ssmexport.invocations.value;

import java.math.BigInteger;
import java.util.Optional;

/** Whole numbers as Python's {@code int()} reads them: with blanks around, a sign, underscores and any script's digits. */
public final class PythonInteger {

    private PythonInteger() {}

    public static Optional<BigInteger> parse(String text) {
        String stripped = text.strip();
        StringBuilder digits = new StringBuilder();
        boolean afterDigit = false;
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append(digit);
            } else if (i == 0 && (c == '+' || c == '-')) {
                digits.append(c);
            } else if (c != '_' || !afterDigit) {
                return Optional.empty();
            }
            afterDigit = digit >= 0;
        }
        return afterDigit ? Optional.of(new BigInteger(digits.toString())) : Optional.empty();
    }

    /** The number, or the nearest that an {@code int} holds. */
    public static int clamped(BigInteger number) {
        return number.max(BigInteger.valueOf(Integer.MIN_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    /** Whether argparse takes an argument for a number though it begins with a dash. */
    public static boolean isNegativeNumber(String argument) {
        int point = argument.indexOf('.');
        String whole = point < 0 ? argument.substring(1) : argument.substring(1, point);
        String fraction = point < 0 ? "" : argument.substring(point + 1);
        boolean digits = (whole + fraction).codePoints().allMatch(Character::isDigit);
        return digits && (point < 0 ? !whole.isEmpty() : !fraction.isEmpty());
    }
}
