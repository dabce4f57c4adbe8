package io.ssmexport.invocations.output.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each text beside what ruamel.yaml 0.17.21 with libyaml wrote for it. */
class DoubleQuotedTest {

    @ParameterizedTest
    @CsvSource({"'a\tb', true", "'a\r\nb', true", "'x \ny', true", "'x\n y', true", "'x\ny', false", "'it''s', false"})
    void isNeededWhereNothingElseWillDo(String text, boolean needed) {
        assertThat(DoubleQuoted.isNeeded(text)).isEqualTo(needed);
    }

    @Test
    void escapesWhatIsNotPrintable() {
        assertThat(DoubleQuoted.of("\u001b[0m\t\r\n\"\\\u0000\u007f\u0085\u00a0é\u2028\ufeff日\ud83d\ude80", 0, 2))
                .isEqualTo("\"\\e[0m\\t\\r\\n\\\"\\\\\\0\\x7F\\N\u00a0é\\L\\uFEFF日\\U0001F680\"");
    }

    @Test
    void foldsAtABlankBeyondTheEightiethColumn() {
        String long1 = "\t" + "x".repeat(76);

        assertThat(DoubleQuoted.of(long1 + " y z", 2, 2)).isEqualTo("\"\\t" + "x".repeat(76) + "\n  y z\"");
        assertThat(DoubleQuoted.of(long1 + "  y z", 2, 4)).isEqualTo("\"\\t" + "x".repeat(76) + "\n    \\ y z\"");
        assertThat(DoubleQuoted.of(long1 + " y z", 2, -1)).isEqualTo("\"\\t" + "x".repeat(76) + " y z\"");
        assertThat(DoubleQuoted.of(long1 + " ", 2, 2)).isEqualTo("\"\\t" + "x".repeat(76) + " \"");
    }
}
