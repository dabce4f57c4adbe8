package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x7F, // NUL, BEL, BS, line breaks, ESC, DEL
                0x85, 0x90, 0x9B, 0x9D, // NEL, DCS, CSI and OSC of one character
                0x200B, 0x200D, 0x2060, 0xFEFF, 0xAD, // of no width
                0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0x061C, // directions of writing
                0x2028, 0x2029, 0xD800, 0xFFFF
            })
    void whatATerminalActsOnIsShown(int codePoint) {
        String shown = String.format(Locale.ROOT, "\\u%04x", codePoint);
        assertThat(VisibleText.of("a" + (char) codePoint + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void aTagIsShownAsJsonWouldWriteIt() {
        assertThat(VisibleText.of(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a\tb", "Überprüfung Köln", "日本", "سلام", "😀", "\\u001b"})
    void textStays(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }
}
