package io.ssmexport.row.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text as a terminal shows it: without the sequences that colour it, which may stand within a secret or between it and its
 * name, and without the NULs of a UTF-16 text that was read as another.
 *
 * @param places by character, its index in the text as it was printed; empty if all of it is shown
 */
record ShownText(String text, List<Integer> places) {

    /** <a href="https://ecma-international.org/publications-and-standards/standards/ecma-48/">ECMA-48</a>: control sequences and operating system commands. */
    private static final Pattern UNSHOWN = Pattern.compile(
            "\\x1b\\[[0-9:;<=>?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b\\n]*(?:\\x07|\\x1b\\\\)?|\\x1b[()][0-9A-Z]|\\x00");

    static ShownText of(String printed) {
        if (printed.indexOf('\u001b') < 0 && printed.indexOf('\0') < 0) {
            return new ShownText(printed, List.of());
        }
        StringBuilder text = new StringBuilder(printed.length());
        IntStream.Builder places = IntStream.builder();
        Matcher unshown = UNSHOWN.matcher(printed);
        int shownFrom = 0;
        while (unshown.find()) {
            text.append(printed, shownFrom, unshown.start());
            IntStream.range(shownFrom, unshown.start()).forEach(places);
            shownFrom = unshown.end();
        }
        text.append(printed, shownFrom, printed.length());
        IntStream.range(shownFrom, printed.length()).forEach(places);
        return new ShownText(text.toString(), places.build().boxed().toList());
    }

    /** The same masks for the text as it was printed; what colours the inside of a secret goes with it. */
    List<Mask> printed(List<Mask> masks) {
        if (places.isEmpty()) {
            return masks;
        }
        return masks.stream()
                .map(mask -> new Mask(places.get(mask.start()), places.get(mask.end() - 1) + 1, mask.order()))
                .toList();
    }
}
