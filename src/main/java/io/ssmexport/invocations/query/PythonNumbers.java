package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;

/** Python's arithmetic: integers of any size stay integers, a double among them makes a double. */
final class PythonNumbers {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+(_\\d+)*");

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

    private static final Pattern SPECIAL = Pattern.compile("([+-]?)(inf(?:inity)?|nan)");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PythonNumbers() {}

    static JsonNode abs(JsonNode number) {
        return number.isIntegralNumber()
                ? NODES.numberNode(number.bigIntegerValue().abs())
                : NODES.numberNode(Math.abs(number.doubleValue()));
    }

    static JsonNode floor(JsonNode number) {
        return whole(number, RoundingMode.FLOOR);
    }

    static JsonNode ceil(JsonNode number) {
        return whole(number, RoundingMode.CEILING);
    }

    private static JsonNode whole(JsonNode number, RoundingMode rounding) {
        if (number.isIntegralNumber()) {
            return number;
        }
        double value = number.doubleValue();
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            throw new JmespathException(
                    JmespathExceptionType.INVALID_VALUE,
                    "cannot convert float " + (Double.isNaN(value) ? "NaN" : "infinity") + " to integer");
        }
        return NODES.numberNode(new BigDecimal(value).setScale(0, rounding).toBigIntegerExact());
    }

    static JsonNode sum(ArrayNode numbers) {
        BigInteger whole = BigInteger.ZERO;
        double sum = 0;
        boolean isWhole = true;
        for (JsonNode number : numbers) {
            if (isWhole && number.isIntegralNumber()) {
                whole = whole.add(number.bigIntegerValue());
            } else {
                sum = (isWhole ? whole.doubleValue() : sum) + number.doubleValue();
                isWhole = false;
            }
        }
        return isWhole ? NODES.numberNode(whole) : NODES.numberNode(sum);
    }

    /** Null for no numbers. */
    static JsonNode average(ArrayNode numbers) {
        if (numbers.isEmpty()) {
            return NullNode.getInstance();
        }
        JsonNode sum = sum(numbers);
        return NODES.numberNode(
                sum.isIntegralNumber()
                        ? sum.decimalValue()
                                .divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128)
                                .doubleValue()
                        : sum.doubleValue() / numbers.size());
    }

    /** Number that a text says, with the white space and the underscores that Python takes; null for anything else. */
    static JsonNode of(JsonNode value) {
        if (!value.isTextual()) {
            return value.isNumber() ? value : NullNode.getInstance();
        }
        String text = value.textValue().strip();
        if (INTEGER.matcher(text).matches()) {
            return NODES.numberNode(new BigInteger(text.replace("_", "")));
        }
        if (DECIMAL.matcher(text).matches()) {
            return NODES.numberNode(Double.parseDouble(text.replace("_", "")));
        }
        return special(text.toLowerCase(Locale.ROOT));
    }

    private static JsonNode special(String text) {
        if (!SPECIAL.matcher(text).matches()) {
            return NullNode.getInstance();
        }
        double magnitude = text.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        return NODES.numberNode(text.startsWith("-") ? -magnitude : magnitude);
    }
}
