package io.ssmexport.row.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.ssmexport.row.redaction.Allowlist.Match;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to find one kind of secret.
 *
 * @param id for example {@code aws-access-token}
 * @param secretGroup group of the pattern that is the secret; 0 for the first one that isn't empty, or without one the
 *     whole match
 * @param entropy bits a character that a secret must exceed, or 0
 * @param keywords in lower case; a text without any of them, in any case, is not searched. Empty to search every text
 * @param firstLine the keywords, if each match has one of them on its first line, so that only what follows one is searched;
 *     null if it may stand elsewhere
 */
record Rule(
        String id,
        Pattern pattern,
        int secretGroup,
        double entropy,
        List<String> keywords,
        @Nullable Keywords firstLine,
        List<Allowlist> allowlists) {

    /** Characters behind a secret that are looked at again, which keeps the time linear whatever a pattern takes there. */
    private static final int LONGEST_DELIMITER = 64;

    /** Goes on behind each secret, not behind its match: what ends one may begin the next. */
    void find(CharSequence text, Consumer<Match> secrets) {
        Matcher matcher = pattern.matcher(text);
        int start = start(text, 0);
        while (start >= 0 && start <= text.length() && matcher.find(start)) {
            Match match = match(matcher);
            if (match != null && isSecret(text, match)) {
                secrets.accept(match);
            }
            int done = match == null ? matcher.end() : Math.max(match.secretEnd(), match.end() - LONGEST_DELIMITER);
            start = start(text, Math.max(done, start + 1));
        }
    }

    /** Where a match may begin at the earliest, or -1 if none does. */
    private int start(CharSequence text, int from) {
        if (firstLine == null) {
            return from;
        }
        int line = firstLine.endOfFirst(text, from);
        while (line > from && text.charAt(line - 1) != '\n') {
            line--;
        }
        return line;
    }

    private @Nullable Match match(Matcher matcher) {
        int group = secretGroup;
        for (int candidate = 1; group == 0 && candidate <= matcher.groupCount(); candidate++) {
            if (matcher.end(candidate) > matcher.start(candidate)) {
                group = candidate;
            }
        }
        return matcher.end(group) > matcher.start(group)
                ? new Match(matcher.start(), matcher.end(), matcher.start(group), matcher.end(group))
                : null;
    }

    private boolean isSecret(CharSequence text, Match match) {
        return (entropy == 0 || entropy(text.subSequence(match.secretStart(), match.secretEnd())) > entropy)
                && allowlists.stream().noneMatch(allowlist -> allowlist.allows(text, match));
    }

    /** Shannon's, in bits a character. */
    static double entropy(CharSequence text) {
        double length = text.length();
        return text
                .chars()
                .boxed()
                .collect(Collectors.groupingBy(character -> character, Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(count -> -count / length * Math.log(count / length) / Math.log(2))
                .sum();
    }
}
