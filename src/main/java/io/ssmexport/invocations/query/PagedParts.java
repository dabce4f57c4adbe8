package io.ssmexport.invocations.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.smithy.jmespath.JmespathExpression;
import software.amazon.smithy.jmespath.ast.BinaryExpression;
import software.amazon.smithy.jmespath.ast.CurrentExpression;
import software.amazon.smithy.jmespath.ast.FieldExpression;
import software.amazon.smithy.jmespath.ast.FilterProjectionExpression;
import software.amazon.smithy.jmespath.ast.FlattenExpression;
import software.amazon.smithy.jmespath.ast.FunctionExpression;
import software.amazon.smithy.jmespath.ast.MultiSelectHashExpression;
import software.amazon.smithy.jmespath.ast.MultiSelectListExpression;
import software.amazon.smithy.jmespath.ast.NotExpression;
import software.amazon.smithy.jmespath.ast.ObjectProjectionExpression;
import software.amazon.smithy.jmespath.ast.ProjectionExpression;
import software.amazon.smithy.jmespath.ast.Subexpression;

/**
 * The parts of an expression through which alone it sees a list, and which make of the list what they make of its pieces,
 * one after the other.
 *
 * @param list name of the member that the list is
 * @param isAll whether the expression looks at the list by other ways, too; then the one part is the list itself
 */
record PagedParts(List<JmespathExpression> expressions, String list, boolean isAll) {

    static PagedParts of(JmespathExpression expression, String list) {
        List<JmespathExpression> found = new ArrayList<>();
        return isCollected(expression, list, found)
                ? new PagedParts(List.copyOf(found), list, false)
                : new PagedParts(List.of(new FieldExpression(list)), list, true);
    }

    private static boolean isOfElements(JmespathExpression expression, String list) {
        if (expression instanceof FieldExpression field) {
            return field.getName().equals(list);
        }
        if (expression instanceof FlattenExpression flat) {
            return isOfElements(flat.getExpression(), list);
        }
        if (expression instanceof FilterProjectionExpression filter) {
            return isOfElements(filter.getLeft(), list) && !Interpreter.endsWithin(filter.getRight());
        }
        return expression instanceof ProjectionExpression projection
                && !(expression instanceof ObjectProjectionExpression)
                && isOfElements(projection.getLeft(), list)
                && !Interpreter.endsWithin(projection.getRight());
    }

    /** Collects the parts of an expression that is evaluated at what has the list; false if it looks at that itself. */
    private static boolean isCollected(JmespathExpression expression, String list, List<JmespathExpression> found) {
        if (isOfElements(expression, list)) {
            found.add(expression);
            return true;
        }
        return evaluatedWith(expression).stream().allMatch(inner -> isCollected(inner, list, found))
                && !(expression instanceof CurrentExpression);
    }

    /** The expressions within that are evaluated at the same value; what follows a point or a bracket isn't. */
    private static Collection<JmespathExpression> evaluatedWith(JmespathExpression expression) {
        if (expression instanceof Subexpression || expression instanceof ProjectionExpression) {
            return List.of(((BinaryExpression) expression).getLeft());
        }
        if (expression instanceof FilterProjectionExpression filter) {
            return List.of(filter.getLeft());
        }
        if (expression instanceof FlattenExpression flat) {
            return List.of(flat.getExpression());
        }
        if (expression instanceof NotExpression not) {
            return List.of(not.getExpression());
        }
        if (expression instanceof BinaryExpression binary) {
            return List.of(binary.getLeft(), binary.getRight());
        }
        if (expression instanceof FunctionExpression function) {
            return function.getArguments();
        }
        if (expression instanceof MultiSelectListExpression each) {
            return each.getExpressions();
        }
        return expression instanceof MultiSelectHashExpression each
                ? each.getExpressions().values()
                : List.of();
    }
}
