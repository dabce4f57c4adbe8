package io.ssmexport.ssm;

import io.ssmexport.request.ListRange;
import io.ssmexport.request.RequestWindow;
import io.ssmexport.slice.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;

/**
 * What to ask for in every slice: the request of {@code ListCommandInvocations} without its window and token.
 *
 * @param commandId only this command, or null
 * @param instanceId only this instance, or null
 * @param filters at most three; two of the five that the service takes are the window
 * @param details whether plugins and their output are wanted
 * @param pageSize 1 to 50 invocations a page
 * @param range part of the list to read without a window, or null to read slices
 */
public record InvocationQuery(
        @Nullable String commandId,
        @Nullable String instanceId,
        List<CommandFilter> filters,
        boolean details,
        int pageSize,
        @Nullable ListRange range) {

    /**
     * Request for a page of the slice; its window is a little wider, and {@link #isWithin} cuts it to size.
     *
     * @param until how far to read, at most the slice's end
     * @param token from the page before, or null for the first page
     */
    ListCommandInvocationsRequest page(Slice slice, Instant until, @Nullable String token) {
        return page(slice.start(), until, token, details, filters);
    }

    /** Whether a filter may hide invocations for now that it lets pass once they have ended. */
    boolean hidesOpen() {
        return range == null && filters.stream().anyMatch(InvocationQuery::isOfStatus);
    }

    /**
     * Request for a page of the whole slice, without plugins and without the filter on the status.
     *
     * @param status only invocations with that one, or null
     */
    ListCommandInvocationsRequest open(Slice slice, @Nullable CommandInvocationStatus status, @Nullable String token) {
        List<CommandFilter> others = new ArrayList<>(filters);
        others.removeIf(InvocationQuery::isOfStatus);
        if (status != null) {
            others.add(filter(CommandFilterKey.STATUS.toString(), status.toString()));
        }
        return page(slice.start(), slice.end(), token, false, others);
    }

    private static boolean isOfStatus(CommandFilter filter) {
        return filter.key() == CommandFilterKey.STATUS;
    }

    /** Request for the first page of a window, without plugins: enough to see whether it is allowed and how much there is. */
    ListCommandInvocationsRequest probe(Instant from, Instant until) {
        return page(from, until, null, false, filters);
    }

    private ListCommandInvocationsRequest page(
            Instant from, Instant until, @Nullable String token, boolean details, List<CommandFilter> filters) {
        List<CommandFilter> windowed = new ArrayList<>(filters);
        if (range == null) {
            windowed.addAll(new RequestWindow(from, until).filters());
        }
        ListCommandInvocationsRequest.Builder request = ListCommandInvocationsRequest.builder()
                .commandId(commandId)
                .instanceId(instanceId)
                .details(details)
                .maxResults(pageSize)
                .nextToken(token);
        return (windowed.isEmpty() ? request : request.filters(windowed)).build();
    }

    /** Whether a request time belongs to the slice as far as it is read; in a list all do. */
    public boolean isWithin(Slice slice, Instant until, Instant requested) {
        return range != null || new RequestWindow(slice.start(), until).contains(requested);
    }

    /** Text that is equal only for queries that select the same invocations of the same window; empty for all of them. */
    public String invocations() {
        List<String> parts = new ArrayList<>();
        if (commandId != null) {
            parts.add("command-id=" + commandId);
        }
        if (instanceId != null) {
            parts.add("instance-id=" + instanceId);
        }
        filters.stream()
                .map(filter -> filter.keyAsString() + "=" + filter.value())
                .sorted()
                .forEach(parts::add);
        return String.join(" ", parts);
    }

    /** Text that is equal only for queries that select the same rows with the same columns filled. */
    public String selection() {
        StringBuilder text = new StringBuilder("details=" + details);
        String invocations = invocations();
        if (!invocations.isEmpty()) {
            text.append(' ').append(invocations);
        }
        if (range != null) {
            text.append(" max-items=")
                    .append(range.maxItems())
                    .append(" starting-token=")
                    .append(range.start().encode(range.start().returned()));
        }
        return text.toString();
    }

    private static CommandFilter filter(String key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }
}
