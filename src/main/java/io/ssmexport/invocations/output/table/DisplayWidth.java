package io.ssmexport.invocations.output.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;

/** Columns that a text takes on a terminal: two for East Asian wide characters, ambiguous ones included, else one. */
final class DisplayWidth {

    /** Set on first use, so that text without such characters never reads the file. */
    private static final class Wide {
        private static final BitSet CODE_POINTS = read();

        private static BitSet read() {
            BitSet codePoints = new BitSet(Character.MAX_CODE_POINT + 1);
            try (InputStream in =
                            Objects.requireNonNull(DisplayWidth.class.getResourceAsStream("wide-characters.txt"));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                    int blank = line.indexOf(' ');
                    codePoints.set(
                            Integer.parseInt(line.substring(0, blank), 16),
                            Integer.parseInt(line.substring(blank + 1), 16) + 1);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return codePoints;
        }
    }

    private DisplayWidth() {}

    static int of(String text) {
        int ascii = 0;
        while (ascii < text.length() && text.charAt(ascii) < 0x80) {
            ascii++;
        }
        return ascii == text.length() ? ascii : ofAny(text);
    }

    private static int ofAny(String text) {
        return text.codePoints()
                .map(codePoint -> codePoint >= 0x80 && Wide.CODE_POINTS.get(codePoint) ? 2 : 1)
                .sum();
    }
}
