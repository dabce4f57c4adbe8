package io.ssmexport.invocations.paging;

import org.jspecify.annotations.Nullable;

/**
 * How far to page through the list.
 *
 * @param maxItems most invocations to return, or null for all
 * @param startingToken where an earlier answer ended, or null for the beginning
 * @param pageSize invocations to ask for in a request, or null for what the request says or the service likes
 */
public record Paging(
        @Nullable Integer maxItems,
        @Nullable String startingToken,
        @Nullable Integer pageSize) {}
