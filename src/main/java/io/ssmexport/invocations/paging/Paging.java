package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
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
        @Nullable Integer pageSize) {

    /** As the member {@code PaginationConfig} has it, which the AWS CLI takes in the request, too. */
    public static Paging of(JsonNode configured) {
        return new Paging(
                number(configured.path("MaxItems")),
                configured.path("StartingToken").textValue(),
                number(configured.path("PageSize")));
    }

    private static @Nullable Integer number(JsonNode value) {
        return value.canConvertToInt() ? (Integer) value.intValue() : null;
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return maxItems == null && startingToken == null && pageSize == null;
    }
}
