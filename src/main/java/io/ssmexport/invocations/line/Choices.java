package io.ssmexport.invocations.line;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words that may have been meant. Follows Python's {@code difflib.get_close_matches}. */
public final class Choices {

    private static final int MOST = 3;
    private static final double CLOSE = 0.8;

    private Choices() {}

    static String refused(List<String> choices, String value) {
        String lines = IntStream.range(0, (choices.size() + 1) / 2)
                .mapToObj(line -> choices.subList(2 * line, Math.min(2 * line + 2, choices.size())).stream()
                        .map(choice -> String.format(Locale.ROOT, "%-40s", choice))
                        .collect(Collectors.joining(" | ")))
                .collect(Collectors.joining("\n"));
        List<String> close = closeTo(value, choices);
        String meant = close.isEmpty()
                ? ""
                : "\n\n\nInvalid choice: '" + value + "', maybe you meant:\n\n"
                        + close.stream().map(word -> "  * " + word).collect(Collectors.joining("\n"));
        return "Invalid choice, valid choices are:\n\n" + lines + meant;
    }

    /** Those of the words that are close to one, the closest first. */
    public static List<String> closeTo(String word, List<String> words) {
        return words.stream()
                .filter(other -> ratio(other, word) >= CLOSE)
                .sorted(Comparator.<String>comparingDouble(other -> -ratio(other, word))
                        .thenComparing(Comparator.reverseOrder()))
                .limit(MOST)
                .toList();
    }

    private static double ratio(String a, String b) {
        return a.length() + b.length() == 0 ? 1 : 2.0 * common(a, b) / (a.length() + b.length());
    }

    /** Characters in the longest block that both have, and in those on its left and on its right. */
    private static int common(String a, String b) {
        int size = 0;
        int inA = 0;
        int inB = 0;
        for (int i = 0; i < a.length(); i++) {
            for (int j = 0; j < b.length(); j++) {
                int k = 0;
                while (i + k < a.length() && j + k < b.length() && a.charAt(i + k) == b.charAt(j + k)) {
                    k++;
                }
                if (k > size) {
                    size = k;
                    inA = i;
                    inB = j;
                }
            }
        }
        return size == 0
                ? 0
                : size
                        + common(a.substring(0, inA), b.substring(0, inB))
                        + common(a.substring(inA + size), b.substring(inB + size));
    }
}
