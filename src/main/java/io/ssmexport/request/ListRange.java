package io.ssmexport.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of the service's whole list, in its own order and without a window: what {@code max-items} and {@code
 * starting-token} ask for. Tokens are the AWS CLI's.
 *
 * @param maxItems most invocations to read, or null for all
 * @param start where an earlier list ended
 */
public record ListRange(@Nullable Integer maxItems, ListToken start) {

    /**
     * What is wanted of a page.
     *
     * @param invocations in the order of the list
     * @param nextToken of the service for the page after this one, or null where the range ends
     * @param resumeToken where to go on after the range, or null where the list ends
     */
    public record Cut<T>(
            List<T> invocations,
            @Nullable String nextToken,
            @Nullable String resumeToken) {}

    /**
     * Cuts a page to the range.
     *
     * @param listed invocations of the pages before
     * @param first whether it is the first page of the range
     * @param token that the page was asked for with, or null for the list's first page
     * @param next token that came with it, or null
     */
    public <T> Cut<T> cut(List<T> page, long listed, boolean first, @Nullable String token, @Nullable String next) {
        int skipped = first ? Math.min(Math.max(0, start.returned()), page.size()) : 0;
        List<T> left = page.subList(skipped, page.size());
        if (maxItems == null || listed + left.size() < maxItems) {
            return new Cut<>(left, next, null);
        }
        int kept = Math.toIntExact(maxItems - listed);
        if (kept < left.size()) {
            return new Cut<>(
                    left.subList(0, kept), null, ListToken.ofPage(token).encode(skipped + kept));
        }
        return new Cut<>(
                left, null, next == null ? null : ListToken.ofPage(next).encode());
    }
}
