package io.ssmexport.invocations.line;

import io.ssmexport.invocations.line.LineOption.Arity;
import io.ssmexport.invocations.value.PythonInteger;
import io.ssmexport.invocations.value.PythonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code parse_known_args} of Python's argparse: which words are options, shortened or not, which are their values,
 * and what is left for the next parser. The AWS CLI has one parser for its global options and then one for the command's,
 * so that {@code --d} is {@code --debug} though {@code --details} begins with it; picocli knows no such thing.
 */
final class ArgumentParser {

    private static final String END_OF_OPTIONS = "--";

    /** An argument that begins with a dash, and what it names; the option is null if there is no such one. */
    private record Named(
            @Nullable LineOption option, @Nullable String value) {}

    private final List<LineOption> options;
    private final boolean positionalIsOptional;
    private final List<String> arguments;
    private final List<@Nullable Named> named = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> rest = new ArrayList<>();
    private @Nullable String positional;
    private boolean positionalIsRead;
    private int firstFree;

    /**
     * Parser of a line that may have one argument which belongs to no option.
     *
     * @param positionalIsOptional whether that one may be missing
     */
    private ArgumentParser(List<LineOption> options, boolean positionalIsOptional, List<String> arguments) {
        this.options = options;
        this.positionalIsOptional = positionalIsOptional;
        this.arguments = arguments;
        this.firstFree = arguments.size();
        for (String argument : arguments) {
            if (argument.equals(END_OF_OPTIONS) && firstFree == arguments.size()) {
                firstFree = named.size();
            }
            named.add(firstFree < arguments.size() ? null : named(argument));
        }
    }

    /**
     * What was read.
     *
     * @param values of each option that was given; an empty list where the values are missing that may be
     * @param positional the argument that belongs to no option, or null
     * @param rest what was not understood
     */
    record Parsed(
            Map<String, List<String>> values, @Nullable String positional, List<String> rest) {}

    /** @throws LineMistake if an option is ambiguous or has a value that it doesn't take */
    static Parsed parse(List<LineOption> options, boolean positionalIsOptional, List<String> arguments) {
        return new ArgumentParser(options, positionalIsOptional, arguments).parse();
    }

    private Parsed parse() {
        int last = arguments.size() - 1;
        while (last >= 0 && named.get(last) == null) {
            last--;
        }
        int place = 0;
        while (place <= last) {
            int next = place;
            while (named.get(next) == null) {
                next++;
            }
            if (place != next) {
                int end = readPositional(place);
                if (end > place) {
                    place = end;
                    continue;
                }
                rest.addAll(arguments.subList(place, next));
            }
            place = readOption(next);
        }
        place = readPositional(place);
        rest.addAll(arguments.subList(place, arguments.size()));
        return new Parsed(values, positional, rest);
    }

    private @Nullable Named named(String argument) {
        if (!argument.startsWith("-") || argument.length() == 1) {
            return null;
        }
        LineOption exact = option(argument);
        if (exact != null) {
            return new Named(exact, null);
        }
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String value = equals < 0 ? null : argument.substring(equals + 1);
        exact = option(name);
        if (exact != null) {
            return new Named(exact, value);
        }
        List<LineOption> possible = argument.startsWith("--")
                ? options.stream()
                        .filter(option -> option.name().startsWith(name))
                        .toList()
                : List.of();
        if (possible.size() > 1) {
            throw new LineMistake("ambiguous option: " + argument + " could match "
                    + possible.stream().map(LineOption::name).collect(Collectors.joining(", ")));
        }
        if (possible.size() == 1) {
            return new Named(possible.get(0), value);
        }
        boolean isFree = PythonInteger.isNegativeNumber(argument) || argument.indexOf(' ') >= 0;
        return isFree ? null : new Named(null, null);
    }

    private @Nullable LineOption option(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private boolean isFree(int place) {
        return place < arguments.size() && named.get(place) == null && place != firstFree;
    }

    private int readPositional(int start) {
        if (positionalIsRead) {
            return start;
        }
        int place = afterEndOfOptions(start);
        if (isFree(place)) {
            positional = arguments.get(place);
            place = afterEndOfOptions(place + 1);
        } else if (!positionalIsOptional) {
            return start;
        }
        positionalIsRead = true;
        return place;
    }

    private int afterEndOfOptions(int place) {
        return place == firstFree && place < arguments.size() ? place + 1 : place;
    }

    /** Where the arguments go on behind it and its values. */
    private int readOption(int start) {
        Named found = named.get(start);
        @Nullable LineOption option = found == null ? null : found.option();
        if (found == null || option == null) {
            rest.add(arguments.get(start));
            return start + 1;
        }
        if (found.value() != null) {
            if (option.arity() == Arity.NONE) {
                throw mistake(option, "ignored explicit argument " + PythonText.quoted(found.value()));
            }
            set(option, List.of(found.value()));
            return start + 1;
        }
        int end = start + 1;
        int most = option.arity() == Arity.NONE ? 0 : option.arity() == Arity.ANY ? Integer.MAX_VALUE : 1;
        while (end - start - 1 < most && isFree(end)) {
            end++;
        }
        if (option.arity() == Arity.ONE && end == start + 1) {
            throw mistake(option, "expected one argument");
        }
        set(option, arguments.subList(start + 1, end));
        return end;
    }

    private void set(LineOption option, List<String> given) {
        List<String> taken =
                given.isEmpty() && option.constant() != null ? Collections.singletonList(option.constant()) : given;
        for (String value : taken) {
            if (option.isNumber() && PythonInteger.parse(value).isEmpty()) {
                throw mistake(option, "invalid int value: " + PythonText.quoted(value));
            }
            if (!option.choices().isEmpty() && !option.choices().contains(value)) {
                throw mistake(option, Choices.refused(option.named(), value));
            }
        }
        values.put(option.target(), List.copyOf(taken));
    }

    private static LineMistake mistake(LineOption option, String said) {
        return new LineMistake("argument " + option.name() + ": " + said);
    }
}
