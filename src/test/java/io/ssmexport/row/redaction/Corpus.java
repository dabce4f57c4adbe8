package io.ssmexport.row.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.row.OutputMarks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that commands print, as {@code secrets.txt} describes their form. */
record Corpus(List<Text> texts) {

    private static final String DIGITS = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(?:(alnum|hex|HEX|lower|upper|digits|b64|url|pem):([0-9]+)|(uuid)|(tab)|(esc)|(cut))}");
    private static final Pattern MARKED = Pattern.compile("«([^»]*)»");

    static Corpus of(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(resource), resource)) {
            return new Corpus(Arrays.stream(new String(in.readAllBytes(), UTF_8).split("(?m)^== ", -1))
                    .skip(1)
                    .map(Text::of)
                    .toList());
        }
    }

    /** @param marked with its secrets between « and » */
    record Text(String title, String marked) {

        private static Text of(String entry) {
            int line = entry.indexOf('\n');
            String title = entry.substring(0, line);
            Random random = new Random(title.hashCode());
            return new Text(
                    title,
                    PLACEHOLDER
                            .matcher(entry.substring(line + 1).stripTrailing())
                            .replaceAll(placeholder -> Matcher.quoteReplacement(filled(placeholder, random))));
        }

        String printed() {
            return MARKED.matcher(marked).replaceAll("$1");
        }

        /** Whether nothing but the secrets, and all of them, became masks. */
        boolean isExactly(String redacted) {
            String around = Arrays.stream(marked.split("«[^»]*»", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("\\[redacted:[a-z0-9-]+]"));
            return Pattern.matches(around, redacted);
        }

        /** Whether a secret, or half of a long one, is there to be read. */
        boolean isReadableIn(String redacted) {
            return MARKED.matcher(marked)
                    .results()
                    .map(secret -> secret.group(1))
                    .anyMatch(secret -> {
                        int part = secret.length() < 16 ? secret.length() : secret.length() / 2;
                        return redacted.contains(secret.substring(0, part))
                                || redacted.contains(secret.substring(secret.length() - part));
                    });
        }
    }

    private static String filled(MatchResult placeholder, Random random) {
        if (placeholder.group(1) == null) {
            return switch (placeholder.group()) {
                case "{uuid}" ->
                    List.of(8, 4, 4, 4, 12).stream()
                            .map(length -> characters(random, DIGITS + "abcdef", length))
                            .collect(Collectors.joining("-"));
                case "{tab}" -> "\t";
                case "{esc}" -> "\u001b";
                default -> OutputMarks.OUTPUT_CUT;
            };
        }
        int length = Integer.parseInt(placeholder.group(2));
        return switch (placeholder.group(1)) {
            case "hex" -> characters(random, DIGITS + "abcdef", length);
            case "HEX" -> characters(random, DIGITS + "ABCDEF", length);
            case "lower" -> characters(random, LOWER + DIGITS, length);
            case "upper" -> characters(random, UPPER + DIGITS, length);
            case "digits" -> characters(random, DIGITS, length);
            case "b64" -> characters(random, LOWER + UPPER + DIGITS + "+/", length);
            case "url" -> characters(random, LOWER + UPPER + DIGITS + "-_", length);
            case "pem" ->
                characters(random, LOWER + UPPER + DIGITS + "+/", 64 * length).replaceAll("(.{64})(?!$)", "$1\n");
            default -> characters(random, LOWER + UPPER + DIGITS, length);
        };
    }

    private static String characters(Random random, String from, int length) {
        return random.ints(length, 0, from.length())
                .mapToObj(from::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
