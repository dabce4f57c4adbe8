package io.ssmexport.invocations.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.jmespath.ExpressionVisitor;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;
import software.amazon.smithy.jmespath.JmespathExpression;
import software.amazon.smithy.jmespath.ast.AndExpression;
import software.amazon.smithy.jmespath.ast.BinaryExpression;
import software.amazon.smithy.jmespath.ast.ComparatorExpression;
import software.amazon.smithy.jmespath.ast.CurrentExpression;
import software.amazon.smithy.jmespath.ast.ExpressionTypeExpression;
import software.amazon.smithy.jmespath.ast.FieldExpression;
import software.amazon.smithy.jmespath.ast.FilterProjectionExpression;
import software.amazon.smithy.jmespath.ast.FlattenExpression;
import software.amazon.smithy.jmespath.ast.FunctionExpression;
import software.amazon.smithy.jmespath.ast.IndexExpression;
import software.amazon.smithy.jmespath.ast.LiteralExpression;
import software.amazon.smithy.jmespath.ast.MultiSelectHashExpression;
import software.amazon.smithy.jmespath.ast.MultiSelectListExpression;
import software.amazon.smithy.jmespath.ast.NotExpression;
import software.amazon.smithy.jmespath.ast.ObjectProjectionExpression;
import software.amazon.smithy.jmespath.ast.OrExpression;
import software.amazon.smithy.jmespath.ast.ProjectionExpression;
import software.amazon.smithy.jmespath.ast.SliceExpression;
import software.amazon.smithy.jmespath.ast.Subexpression;

/**
 * Evaluates a parsed expression as jmespath.py's {@code TreeInterpreter} does. The parser's own evaluator orders numbers
 * alone, and its functions have other ideas of numbers and texts than Python.
 */
final class Interpreter implements ExpressionVisitor<JsonNode> {

    private final JsonNode current;
    private final Literals literals;
    private final Map<JmespathExpression, Supplier<JsonNode>> known;

    /**
     * Interpreter at a value.
     *
     * @param literals of the expression
     * @param known what parts of the expression give at that value
     */
    Interpreter(JsonNode current, Literals literals, Map<JmespathExpression, Supplier<JsonNode>> known) {
        this.current = current;
        this.literals = literals;
        this.known = known;
    }

    JsonNode visit(JmespathExpression expression) {
        Supplier<JsonNode> value = known.isEmpty() ? null : known.get(expression);
        return value == null ? expression.accept(this) : value.get();
    }

    /** Evaluates at another value. */
    JsonNode visit(JmespathExpression expression, JsonNode value) {
        return new Interpreter(value, literals, Map.of()).visit(expression);
    }

    @Override
    public JsonNode visitCurrentNode(CurrentExpression expression) {
        return current;
    }

    @Override
    public JsonNode visitField(FieldExpression expression) {
        return orNull(current.isObject() ? current.get(expression.getName()) : null);
    }

    @Override
    public JsonNode visitLiteral(LiteralExpression expression) {
        return literals.value(expression.getValue());
    }

    @Override
    public JsonNode visitIndex(IndexExpression expression) {
        int index = expression.getIndex();
        return orNull(current.isArray() ? current.get(index < 0 ? index + current.size() : index) : null);
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }

    @Override
    public JsonNode visitSlice(SliceExpression expression) {
        int step = expression.getStep();
        if (!current.isArray()) {
            return NullNode.getInstance();
        }
        if (step == 0) {
            throw new JmespathException(JmespathExceptionType.INVALID_VALUE, "slice step cannot be zero");
        }
        int size = current.size();
        int first = step > 0 ? 0 : -1;
        int last = step > 0 ? size : size - 1;
        int start = expression.getStart().isPresent()
                ? bound(expression.getStart().getAsInt(), size, first, last)
                : step > 0 ? first : last;
        int stop = expression.getStop().isPresent()
                ? bound(expression.getStop().getAsInt(), size, first, last)
                : step > 0 ? last : first;
        ArrayNode slice = array();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            slice.add(current.get((int) i));
        }
        return slice;
    }

    /** As Python's {@code slice.indices} has it. */
    private static int bound(int given, int size, int first, int last) {
        long index = given < 0 ? (long) given + size : given;
        return (int) Math.max(first, Math.min(last, index));
    }

    @Override
    public JsonNode visitSubexpression(Subexpression expression) {
        return visit(expression.getRight(), visit(expression.getLeft()));
    }

    @Override
    public JsonNode visitFlatten(FlattenExpression expression) {
        JsonNode list = visit(expression.getExpression());
        if (!list.isArray()) {
            return NullNode.getInstance();
        }
        ArrayNode flat = array();
        for (JsonNode element : list) {
            if (element instanceof ArrayNode inner) {
                flat.addAll(inner);
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    @Override
    public JsonNode visitProjection(ProjectionExpression expression) {
        JsonNode list = visit(expression.getLeft());
        return projected(list.isArray() ? list : null, expression.getRight());
    }

    @Override
    public JsonNode visitObjectProjection(ObjectProjectionExpression expression) {
        JsonNode object = visit(expression.getLeft());
        return projected(object.isObject() ? object : null, expression.getRight());
    }

    @Override
    public JsonNode visitFilterProjection(FilterProjectionExpression expression) {
        JsonNode list = visit(expression.getLeft());
        if (!list.isArray()) {
            return projected(null, expression.getRight());
        }
        ArrayNode matching = array();
        for (JsonNode element : list) {
            if (isTrue(visit(expression.getComparison(), element))) {
                matching.add(element);
            }
        }
        return projected(matching, expression.getRight());
    }

    /**
     * What each element gives. What follows {@code .{…}} is no longer done with each of them but with their list, as in
     * {@code a[].{b: c}[0]}; the parser has it otherwise.
     *
     * @param elements null where there is nothing to project
     */
    private JsonNode projected(@Nullable JsonNode elements, JmespathExpression right) {
        JmespathExpression each = endsWithin(right) ? first(right) : right;
        JsonNode projection = elements == null ? NullNode.getInstance() : each(elements, each);
        if (each == right) {
            return projection;
        }
        return new Interpreter(projection, literals, Map.of(each, () -> projection)).visit(right);
    }

    /** Whether a projection to whose right it stands ends before its end. */
    static boolean endsWithin(JmespathExpression right) {
        JmespathExpression first = first(right);
        return first != right && first instanceof MultiSelectHashExpression;
    }

    /** What an expression begins with. */
    private static JmespathExpression first(JmespathExpression expression) {
        JmespathExpression first = expression;
        while (true) {
            if (first instanceof Subexpression || first instanceof ProjectionExpression) {
                first = ((BinaryExpression) first).getLeft();
            } else if (first instanceof FilterProjectionExpression filter) {
                first = filter.getLeft();
            } else {
                return first;
            }
        }
    }

    private ArrayNode each(JsonNode elements, JmespathExpression right) {
        ArrayNode projection = array();
        for (JsonNode element : elements) {
            JsonNode value = visit(right, element);
            if (!value.isNull()) {
                projection.add(value);
            }
        }
        return projection;
    }

    @Override
    public JsonNode visitMultiSelectList(MultiSelectListExpression expression) {
        if (current.isNull()) {
            return current;
        }
        ArrayNode list = array();
        expression.getExpressions().forEach(element -> list.add(visit(element)));
        return list;
    }

    @Override
    public JsonNode visitMultiSelectHash(MultiSelectHashExpression expression) {
        if (current.isNull()) {
            return current;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        expression.getExpressions().forEach((name, value) -> object.set(name, visit(value)));
        return object;
    }

    @Override
    public JsonNode visitComparator(ComparatorExpression expression) {
        JsonNode left = visit(expression.getLeft());
        JsonNode right = visit(expression.getRight());
        return switch (expression.getComparator()) {
            case EQUAL -> BooleanNode.valueOf(PythonOrder.equal(left, right));
            case NOT_EQUAL -> BooleanNode.valueOf(!PythonOrder.equal(left, right));
            case LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL ->
                PythonOrder.isComparable(left) && PythonOrder.isComparable(right)
                        ? BooleanNode.valueOf(PythonOrder.holds(expression.getComparator(), left, right))
                        : NullNode.getInstance();
        };
    }

    @Override
    public JsonNode visitAnd(AndExpression expression) {
        JsonNode left = visit(expression.getLeft());
        return isTrue(left) ? visit(expression.getRight()) : left;
    }

    @Override
    public JsonNode visitOr(OrExpression expression) {
        JsonNode left = visit(expression.getLeft());
        return isTrue(left) ? left : visit(expression.getRight());
    }

    @Override
    public JsonNode visitNot(NotExpression expression) {
        return BooleanNode.valueOf(!isTrue(visit(expression.getExpression())));
    }

    private static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            case NUMBER, BINARY, POJO -> true;
        };
    }

    /** A reference to an expression is a value of functions alone; anywhere else it is nothing that can be printed. */
    @Override
    public JsonNode visitExpressionType(ExpressionTypeExpression expression) {
        return MissingNode.getInstance();
    }

    @Override
    public JsonNode visitFunction(FunctionExpression expression) {
        List<Argument> arguments = new ArrayList<>();
        for (JmespathExpression argument : expression.getArguments()) {
            arguments.add(
                    argument instanceof ExpressionTypeExpression reference
                            ? new Argument(MissingNode.getInstance(), reference.getExpression(), this)
                            : new Argument(visit(argument), null, this));
        }
        return Functions.call(expression.getName(), arguments);
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
