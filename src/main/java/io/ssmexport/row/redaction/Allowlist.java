package io.ssmexport.row.redaction;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/**
 * What a rule finds and is no secret.
 *
 * @param target what the patterns look at
 * @param stopwords in lower case; what holds one of them is no secret
 */
record Allowlist(Target target, List<Pattern> patterns, List<String> stopwords) {

    /** Named as in a rule file. */
    enum Target {
        SECRET,
        MATCH,
        LINE
    }

    boolean allows(CharSequence text, Match match) {
        CharSequence looked = switch (target) {
            case SECRET -> text.subSequence(match.secretStart(), match.secretEnd());
            case MATCH -> text.subSequence(match.start(), match.end());
            case LINE -> match.line(text);
        };
        return patterns.stream().anyMatch(pattern -> pattern.matcher(looked).find()) || holdsStopword(text, match);
    }

    private boolean holdsStopword(CharSequence text, Match match) {
        if (stopwords.isEmpty()) {
            return false;
        }
        String secret = text.subSequence(match.secretStart(), match.secretEnd())
                .toString()
                .toLowerCase(Locale.ROOT);
        return stopwords.stream().anyMatch(secret::contains);
    }

    /** Place that a rule found, and the secret within it. */
    record Match(int start, int end, int secretStart, int secretEnd) {

        CharSequence line(CharSequence text) {
            int lineStart = start;
            while (lineStart > 0 && text.charAt(lineStart - 1) != '\n') {
                lineStart--;
            }
            int lineEnd = end;
            while (lineEnd < text.length() && text.charAt(lineEnd) != '\n') {
                lineEnd++;
            }
            return text.subSequence(lineStart, lineEnd);
        }
    }
}
