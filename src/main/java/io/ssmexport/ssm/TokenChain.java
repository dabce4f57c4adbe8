package io.ssmexport.ssm;

import io.ssmexport.wire.SeenTokens;
import org.jspecify.annotations.Nullable;

/** Notices a list that never ends, by its tokens and by its length. */
final class TokenChain {

    /** At 50 a page, 25 million invocations; AWS's own busiest days are far below. */
    static final int MOST_PAGES = 500_000;

    /** In a row. The service may search long for what a filter wants, but not for ever. */
    static final int MOST_EMPTY_PAGES = 10_000;

    private final SeenTokens seen = new SeenTokens();

    /** Chain from the page with this token on; null for a list's first page. */
    TokenChain(@Nullable String first) {
        if (first != null) {
            seen.add(first);
        }
    }

    /**
     * What is wrong with going on, or null.
     *
     * @param sent token that the page was asked for with
     * @param next token that came with it
     * @param page its number, from 1
     */
    @Nullable
    String objection(@Nullable String sent, String next, int page) {
        if (next.equals(sent)) {
            return "the token of the next page must change but came back as it was sent, so the list would never end";
        }
        if (!seen.add(next)) {
            return "the token of the next page must be new but is that of an earlier page, so the list would never end";
        }
        return page < MOST_PAGES
                ? null
                : "the list must end but goes on after " + MOST_PAGES + " pages, the most that are read";
    }
}
