package io.ssmexport.ssm;

import org.jspecify.annotations.Nullable;

/**
 * Where a slice's chain of pages is.
 *
 * @param token of the next page; null at the list's first page, and after the last
 * @param pages read so far, those of earlier executions included
 * @param listed invocations of those pages, without what was cut off; counted only for a part of the list
 * @param withoutRow invocations of those pages that can't have a row, so that not all of the slice is in the destination
 * @param resumeToken where to go on with a list that was cut, or null; known once all is read
 * @param done whether the last page has been read
 * @param asOf what the pages read so far prove; unknown where they leave it in doubt
 */
public record PagePosition(
        @Nullable String token,
        int pages,
        long listed,
        long withoutRow,
        @Nullable String resumeToken,
        boolean done,
        AsOf asOf) {

    /** Before the first page. */
    public static PagePosition first(InvocationQuery query) {
        String token = query.range() == null ? null : query.range().start().serviceToken();
        return new PagePosition(token, 0, 0, 0, null, false, AsOf.UNKNOWN);
    }

    /** The same, with so many invocations without a row in all. */
    PagePosition withoutRow(long all) {
        return new PagePosition(token, pages, listed, all, resumeToken, done, asOf);
    }

    /** The same, of a reading that proves nothing. */
    PagePosition inDoubt() {
        return new PagePosition(token, pages, listed, withoutRow, resumeToken, done, AsOf.UNKNOWN);
    }
}
