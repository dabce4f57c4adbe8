package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.ssmexport.invocations.value.PythonText;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;
import software.amazon.smithy.jmespath.ast.ComparatorType;

/** Python's {@code ==} and {@code <} between JSON values: texts by code points, numbers by value whatever their type. */
final class PythonOrder {

    private PythonOrder() {}

    /** Whether an order is defined for it at all. */
    static boolean isComparable(JsonNode value) {
        return value.isNumber() || value.isTextual();
    }

    /** @throws JmespathException if one is a text and the other a number */
    static boolean holds(ComparatorType comparator, JsonNode left, JsonNode right) {
        if (left.isNumber() != right.isNumber()) {
            throw new JmespathException(
                    JmespathExceptionType.INVALID_TYPE,
                    String.format(
                            Locale.ROOT,
                            "'%s' not supported between instances of '%s' and '%s'",
                            comparator,
                            PythonText.type(left),
                            PythonText.type(right)));
        }
        if (isNan(left) || isNan(right)) {
            return false;
        }
        int order = compare(left, right);
        return switch (comparator) {
            case LESS_THAN -> order < 0;
            case LESS_THAN_EQUAL -> order <= 0;
            case GREATER_THAN -> order > 0;
            case GREATER_THAN_EQUAL -> order >= 0;
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
        };
    }

    /** Order of two texts or of two numbers. */
    static int compare(JsonNode a, JsonNode b) {
        if (a.isTextual()) {
            return codePoints(a.textValue(), b.textValue());
        }
        if (isInfinite(a) || isInfinite(b) || isNan(a) || isNan(b)) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return exact(a).compareTo(exact(b));
    }

    /** UTF-16 has the characters beyond U+FFFF before those from U+E000 on. */
    private static int codePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                boolean surrogates = Character.isSurrogate(one) != Character.isSurrogate(other);
                return surrogates ? (Character.isSurrogate(one) ? 1 : -1) : Character.compare(one, other);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static BigDecimal exact(JsonNode number) {
        return number.isIntegralNumber() ? number.decimalValue() : new BigDecimal(number.doubleValue());
    }

    private static boolean isInfinite(JsonNode number) {
        return number.isFloatingPointNumber() && Double.isInfinite(number.doubleValue());
    }

    private static boolean isNan(JsonNode number) {
        return number.isFloatingPointNumber() && Double.isNaN(number.doubleValue());
    }

    /** As the comparators of JMESPath have it: 0 and 1 are not false and true. */
    static boolean equal(JsonNode a, JsonNode b) {
        return a.isNumber() == b.isNumber() && isSame(a, b);
    }

    /** Python's {@code ==}, for which 1 is {@code True}. */
    static boolean isSame(JsonNode a, JsonNode b) {
        if (isNumeric(a) && isNumeric(b)) {
            return !isNan(a) && !isNan(b) && compare(number(a), number(b)) == 0;
        }
        if (a.getNodeType() != b.getNodeType()) {
            return false;
        }
        return switch (a.getNodeType()) {
            case ARRAY -> hasSameElements(a, b);
            case OBJECT -> hasSameMembers(a, b);
            default -> a.equals(b);
        };
    }

    private static boolean isNumeric(JsonNode value) {
        return value.isNumber() || value.isBoolean();
    }

    private static JsonNode number(JsonNode value) {
        return value.isBoolean() ? IntNode.valueOf(value.booleanValue() ? 1 : 0) : value;
    }

    private static boolean hasSameElements(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<JsonNode> others = b.iterator();
        for (JsonNode element : a) {
            if (!isSame(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSameMembers(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : a.properties()) {
            JsonNode other = b.get(member.getKey());
            if (other == null || !isSame(member.getValue(), other)) {
                return false;
            }
        }
        return true;
    }
}
