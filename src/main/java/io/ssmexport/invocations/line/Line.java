package io.ssmexport.invocations.line;

import io.ssmexport.invocations.line.ArgumentParser.Parsed;
import io.ssmexport.invocations.line.LineOption.Arity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is set on a command line. The global options stand anywhere and are read first, those of the command after them. */
public final class Line {

    static final String OUTPUT = "--output";

    /** Taken, as later ones of version 2 do. */
    static final String LATER_FORMAT = "off";

    public static final List<String> FORMATS = List.of("json", "text", "table", "yaml", "yaml-stream", LATER_FORMAT);
    public static final List<String> COLOURS = List.of("on", "off", "auto");
    public static final List<String> SKELETONS = List.of("input", "output", "yaml-input");
    public static final List<String> ERROR_FORMATS = List.of("legacy", "json", "yaml", "text", "table", "enhanced");
    private static final List<String> BINARY_FORMATS = List.of("base64", "raw-in-base64-out");

    private static final String HELP = "help";

    private static final List<LineOption> GLOBAL = List.of(
            LineOption.flag("--debug"),
            LineOption.value("--endpoint-url"),
            LineOption.flag("--no-verify-ssl"),
            LineOption.flag("--no-paginate"),
            LineOption.choice(OUTPUT, FORMATS),
            LineOption.value("--query"),
            LineOption.value("--profile"),
            LineOption.value("--region"),
            LineOption.flag("--version"),
            LineOption.choice("--color", COLOURS),
            LineOption.flag("--no-sign-request"),
            LineOption.value("--ca-bundle"),
            LineOption.value("--cli-read-timeout"),
            LineOption.value("--cli-connect-timeout"),
            LineOption.choice("--cli-binary-format", BINARY_FORMATS),
            LineOption.flag("--no-cli-pager"),
            LineOption.flag("--cli-auto-prompt"),
            LineOption.flag("--no-cli-auto-prompt"),
            LineOption.choice("--cli-error-format", ERROR_FORMATS));

    private static final List<LineOption> OWN = List.of(
            LineOption.value("--command-id"),
            LineOption.value("--instance-id"),
            LineOption.value("--max-results"),
            LineOption.value("--next-token"),
            new LineOption("--filters", Arity.ANY, "--filters", null, List.of(), false),
            LineOption.flag("--details"),
            LineOption.flag("--no-details", "--details", "false"),
            LineOption.value("--cli-input-json"),
            LineOption.value("--cli-input-yaml"),
            LineOption.value("--starting-token"),
            LineOption.number("--page-size"),
            LineOption.number("--max-items"),
            new LineOption(
                    "--generate-cli-skeleton", Arity.AT_MOST_ONE, "--generate-cli-skeleton", "input", SKELETONS, false),
            LineOption.flag("--help"),
            LineOption.flag("-h", "--help", "true"));

    private final Parsed global;
    private Parsed own = new Parsed(Map.of(), null, List.of());

    private Line(Parsed global) {
        this.global = global;
    }

    /**
     * A line whose global options are read.
     *
     * @param command the command's name, without which the first argument would be taken for it
     * @throws LineMistake if an option is ambiguous or has a value that it doesn't take
     */
    public static Line of(String command, List<String> arguments) {
        return new Line(ArgumentParser.parse(
                GLOBAL,
                false,
                Stream.concat(Stream.of(command), arguments.stream()).toList()));
    }

    /** Whether the arguments of the whole program are for that command. One that can't be read is, if the name is in it. */
    public static boolean isFor(String command, List<String> all) {
        if (!all.contains(command)) {
            return false;
        }
        try {
            return command.equals(ArgumentParser.parse(GLOBAL, false, all).positional());
        } catch (LineMistake e) {
            return true;
        }
    }

    /**
     * Reads the command's own options.
     *
     * @throws LineMistake if an option is ambiguous or has a value that it doesn't take
     */
    public void readOwn() {
        own = global.rest().equals(List.of(HELP))
                ? new Parsed(Map.of(), HELP, List.of())
                : ArgumentParser.parse(OWN, true, global.rest());
    }

    public boolean isHelpWanted() {
        return HELP.equals(own.positional()) || isSet("--help");
    }

    /** What is no option. */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>(own.rest());
        String positional = own.positional();
        if (positional != null && !positional.isEmpty()) {
            unknown.add(positional);
        }
        return unknown;
    }

    /** Names of all options. */
    public static List<String> options() {
        return Stream.concat(GLOBAL.stream(), OWN.stream())
                .map(LineOption::name)
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    /** Options that may have been meant by one that isn't. */
    public static List<String> meantBy(String unknown) {
        List<String> names = options();
        return names.contains(unknown) ? List.of() : Choices.closeTo(unknown, names);
    }

    /** Value of an option, or null if it isn't given. */
    public @Nullable String text(String name) {
        List<String> values = texts(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    public @Nullable List<String> texts(String name) {
        return own.values().containsKey(name)
                ? own.values().get(name)
                : global.values().get(name);
    }

    public boolean isSet(String name) {
        return "true".equals(text(name));
    }
}
