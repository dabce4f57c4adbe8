package io.ssmexport.invocations.value;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Values as Python writes them, since that is what the AWS CLI prints. */
public final class PythonText {

    private static final int LARGEST_PLAIN_EXPONENT = 16;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    /** As many that a decimal always survives becoming a double. */
    private static final int DIGITS_OF_DOUBLE = 15;

    /** Far from the ends of what a double can hold. */
    private static final int SAFE_SCALE = 200;

    private static final HexFormat HEX = HexFormat.of();

    private PythonText() {}

    /** What {@code str(value)} gives: texts as they are, {@code True}, {@code None}, {@code {'a': [1.5]}}. */
    public static String of(JsonNode value) {
        return value.isTextual() ? value.textValue() : literal(value);
    }

    /** Name of the Python type of a JSON value. */
    public static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "dict";
            case ARRAY -> "list";
            case STRING -> "str";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int" : "float";
            case BINARY -> "bytes";
            case NULL, MISSING, POJO -> "NoneType";
        };
    }

    private static String literal(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT ->
                value.properties().stream()
                        .map(member -> quoted(member.getKey()) + ": " + literal(member.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY -> value.valueStream().map(PythonText::literal).collect(Collectors.joining(", ", "[", "]"));
            case STRING -> quoted(value.textValue());
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NUMBER -> number(value).replace("Infinity", "inf").replace("NaN", "nan");
            case BINARY -> bytes(((BinaryNode) value).binaryValue());
            case NULL, MISSING, POJO -> "None";
        };
    }

    private static String bytes(byte[] bytes) {
        StringBuilder text = new StringBuilder("b");
        quoted(new String(bytes, StandardCharsets.ISO_8859_1))
                .chars()
                .forEach(c -> text.append(c < ' ' || c > '~' ? "\\x" + HEX.toHexDigits((byte) c) : (char) c));
        return text.toString();
    }

    /** What {@code repr(text)} gives. */
    public static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        return quote
                + text.replace("\\", "\\\\")
                        .replace(String.valueOf(quote), "\\" + quote)
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + quote;
    }

    /** A number as {@code repr} writes it, in JSON too: {@code 1541992493.965}, {@code 1e+16}, {@code 2.0}. */
    public static String number(JsonNode number) {
        return number.isIntegralNumber() ? number.bigIntegerValue().toString() : number(number.doubleValue());
    }

    private static String number(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        // Double.toString isn't always the shortest text before Java 19; Jackson's is.
        String shortest = NumberOutput.toString(number, true);
        BigDecimal decimal = new BigDecimal(shortest);
        return decimal.signum() == 0 ? shortest : laidOut(decimal.stripTrailingZeros());
    }

    /**
     * What {@link #number(JsonNode)} gives for the double that a text stands for, which may be {@code NaN} or too large.
     */
    public static String number(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number) || number == 0) {
            return number(number);
        }
        BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
        boolean exact = stripped.signum() != 0
                && stripped.precision() <= DIGITS_OF_DOUBLE
                && Math.abs(stripped.scale()) < SAFE_SCALE;
        return exact ? laidOut(stripped) : number(number);
    }

    /** Whether it is plain that Python would write a number of JSON the same, as it is of nearly every time. */
    public static boolean isAsWritten(String text) {
        int last = text.length() - 1;
        if (last > DIGITS_OF_DOUBLE || !isDigit(text, 0) || !isDigit(text, last)) {
            return false;
        }
        int point = text.indexOf('.');
        for (int i = 0; i <= last; i++) {
            if (i != point && !isDigit(text, i)) {
                return false;
            }
        }
        return point > 0 && text.charAt(0) != '0' && text.charAt(last) != '0';
    }

    private static boolean isDigit(String text, int index) {
        char digit = text.charAt(index);
        return digit >= '0' && digit <= '9';
    }

    private static String laidOut(BigDecimal stripped) {
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent < SMALLEST_PLAIN_EXPONENT || exponent >= LARGEST_PLAIN_EXPONENT) {
            return scientific(stripped, exponent);
        }
        String plain = stripped.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private static String scientific(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String size = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + size;
    }
}
