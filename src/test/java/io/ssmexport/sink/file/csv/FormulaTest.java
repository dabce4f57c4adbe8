package io.ssmexport.sink.file.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "|cmd",
                "\t=1",
                "\tx",
                "\r=1",
                "\rx",
                "\n=1",
                "\nx",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20SUM(A1)",
                " =1+1",
                "  \t -1",
                "\u00A0=1",
                "\u3000\uFF1D1",
                "\uFEFF=1+1",
                "\uFEFF \n+1",
                "\u200B=1",
                "\u202E@x",
                "\u0001=1",
                "\0=1",
                "\u0085=1",
                "\u2028=1"
            })
    void aSpreadsheetMayRunIt(String text) {
        assertThat(Formula.mayBe(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "\uFEFF", "a=1", "'=1", "1-1", "x|y", " x", "\uFEFFx", "\u3000x", "(1)", "\"=1", "%x", ";=1"
            })
    void itIsAPlainText(String text) {
        assertThat(Formula.mayBe(text)).isFalse();
    }
}
