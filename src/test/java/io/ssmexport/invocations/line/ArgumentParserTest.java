package io.ssmexport.invocations.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is what Python's argparse makes of the arguments, which stand between blanks; ∅ is an empty one, · a blank in one. */
class ArgumentParserTest {

    private static final List<LineOption> OPTIONS = List.of(
            LineOption.flag("--debug"),
            LineOption.flag("--details"),
            LineOption.flag("--no-details", "--details", "false"),
            LineOption.value("--query"),
            LineOption.number("--max-items"),
            LineOption.number("--max-results"),
            LineOption.choice("--color", List.of("on", "off", "auto")),
            new LineOption("--filters", LineOption.Arity.ANY, "--filters", null, List.of(), false));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--query a | {--query=[a]} | null | []",
                "--query=a=b | {--query=[a=b]} | null | []",
                "--query= | {--query=[]} | null | []",
                "--qu a | {--query=[a]} | null | []",
                "--query a --query b | {--query=[b]} | null | []",
                "--query -a·b | {--query=[-a b]} | null | []",
                "--max-items -1 | {--max-items=[-1]} | null | []",
                "--max-items ·+1_0 | {--max-items=[ +1_0]} | null | []",
                "--no-details --details | {--details=[true]} | null | []",
                "--details --no-details | {--details=[false]} | null | []",
                "--filters a b --debug | {--debug=[true], --filters=[a, b]} | null | []",
                "--filters --debug | {--debug=[true], --filters=[]} | null | []",
                "--filters a -- b | {--filters=[a]} | b | []",
                "--debug ∅ | {--debug=[true]} |  | []",
                "a --debug b | {--debug=[true]} | a | [b]",
                "--foo a --debug | {--debug=[true]} | a | [--foo]",
                "-x - | {} | - | [-x]",
            })
    void readsWhatIsAllowed(String line, String values, String positional, String rest) {
        ArgumentParser.Parsed parsed = ArgumentParser.parse(OPTIONS, true, arguments(line));

        assertThat(new TreeMap<>(parsed.values())).hasToString(values);
        assertThat(String.valueOf(parsed.positional())).isEqualTo(positional == null ? "" : positional);
        assertThat(parsed.rest()).hasToString(rest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--max 2 | ambiguous option: --max could match --max-items, --max-results",
                "--max=2 | ambiguous option: --max=2 could match --max-items, --max-results",
                "--debug=1 | argument --debug: ignored explicit argument '1'",
                "--query | argument --query: expected one argument",
                "--query --debug | argument --query: expected one argument",
                "--query -a | argument --query: expected one argument",
                "--max-items 1.5 | argument --max-items: invalid int value: '1.5'",
                "--max-items it's | argument --max-items: invalid int value: \"it's\"",
            })
    void saysWhatIsNot(String line, String said) {
        assertThatThrownBy(() -> ArgumentParser.parse(OPTIONS, true, arguments(line)))
                .isInstanceOf(LineMistake.class)
                .hasMessage(said);
    }

    @ParameterizedTest
    @CsvSource({"of, off", "onn, on", "aut, auto", "offf, off", "x,", "'',"})
    void aWordIsMeantThatIsCloseToIt(String word, String meant) {
        assertThat(Choices.closeTo(word, List.of("on", "off", "auto")))
                .isEqualTo(meant == null ? List.of() : List.of(meant));
    }

    private static List<String> arguments(String line) {
        return Arrays.stream(line.split(" ", -1))
                .map(word -> word.replace("∅", "").replace('·', ' '))
                .toList();
    }
}
