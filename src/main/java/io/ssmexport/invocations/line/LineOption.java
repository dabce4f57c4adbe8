package io.ssmexport.invocations.line;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option as the parser sees it.
 *
 * @param name with its dashes
 * @param arity how many values it takes
 * @param target option that it sets, which is itself for most
 * @param constant value of one without a value
 * @param choices the only values it takes, or none for any
 * @param isNumber whether its value has to be a whole number
 */
record LineOption(
        String name, Arity arity, String target, @Nullable String constant, List<String> choices, boolean isNumber) {

    /** Numbers of values. */
    enum Arity {
        NONE,
        ONE,
        AT_MOST_ONE,
        ANY
    }

    static LineOption flag(String name) {
        return flag(name, name, "true");
    }

    static LineOption flag(String name, String target, String constant) {
        return new LineOption(name, Arity.NONE, target, constant, List.of(), false);
    }

    static LineOption value(String name) {
        return new LineOption(name, Arity.ONE, name, null, List.of(), false);
    }

    static LineOption number(String name) {
        return new LineOption(name, Arity.ONE, name, null, List.of(), true);
    }

    /** Of the choices those that version 2.9.19 of the AWS CLI names where a value is none of them. */
    List<String> named() {
        return name.equals(Line.OUTPUT)
                ? choices.stream()
                        .filter(choice -> !choice.equals(Line.LATER_FORMAT))
                        .toList()
                : choices;
    }

    static LineOption choice(String name, List<String> choices) {
        return new LineOption(name, Arity.ONE, name, null, choices, false);
    }
}
