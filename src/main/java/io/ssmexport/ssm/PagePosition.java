package io.ssmexport.ssm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Where a slice's chain of pages is.
 *
 * @param token of the next page; null at the list's first page, and after the last
 * @param pages read so far, those of earlier executions included
 * @param listed invocations of those pages, without what was cut off; counted only for a part of the list
 * @param resumeToken where to go on with a list that was cut, or null; known once all is read
 * @param done whether the last page has been read
 * @param asOf when its first page was asked for
 */
record PagePosition(
        @Nullable String token,
        int pages,
        long listed,
        @Nullable String resumeToken,
        boolean done,
        AsOf asOf) {

    private static final String TOKEN = "reader.token";
    private static final String PAGES = "reader.pages";
    private static final String DONE = "reader.done";
    private static final String LISTED = "reader.listed";
    private static final String RESUME = "reader.resume";
    private static final String AS_OF = "reader.asOf";
    private static final String HIDDEN = "reader.hidden";

    /** Before the first page. */
    static PagePosition first(InvocationQuery query) {
        String token = query.range() == null ? null : query.range().start().serviceToken();
        return new PagePosition(token, 0, 0, null, false, AsOf.UNKNOWN);
    }

    /** The saved one, or the first. */
    static PagePosition saved(ExecutionContext saved, InvocationQuery query) {
        int pages = pages(saved);
        if (pages == 0) {
            return first(query);
        }
        return new PagePosition(
                saved.containsKey(TOKEN) ? saved.getString(TOKEN) : null,
                pages,
                saved.getLong(LISTED, 0),
                resumeToken(saved),
                saved.getLong(DONE, 0) == 1,
                asOf(saved));
    }

    /** Unknown for a position that an earlier version saved. */
    static AsOf asOf(ExecutionContext saved) {
        return saved.containsKey(AS_OF)
                ? new AsOf(Instant.ofEpochMilli(saved.getLong(AS_OF)), saved.getLong(HIDDEN, 0))
                : AsOf.UNKNOWN;
    }

    /** The same, of a reading that proves nothing. */
    PagePosition inDoubt() {
        return new PagePosition(token, pages, listed, resumeToken, done, AsOf.UNKNOWN);
    }

    static int pages(ExecutionContext saved) {
        return Math.toIntExact(saved.getLong(PAGES, 0));
    }

    static @Nullable String resumeToken(ExecutionContext saved) {
        return saved.containsKey(RESUME) ? saved.getString(RESUME) : null;
    }

    void save(ExecutionContext to) {
        if (token == null) {
            to.remove(TOKEN);
        } else {
            to.putString(TOKEN, token);
        }
        if (resumeToken != null) {
            to.putString(RESUME, resumeToken);
        }
        if (asOf.time() == null) {
            to.remove(AS_OF);
        } else {
            to.putLong(AS_OF, asOf.time().toEpochMilli());
        }
        to.putLong(HIDDEN, asOf.hiddenOpen());
        to.putLong(LISTED, listed);
        to.putLong(PAGES, pages);
        to.putLong(DONE, done ? 1 : 0);
    }
}
