package io.ssmexport.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checked request of ListCommandInvocations or ListCommands.
 *
 * @param from earliest request time, in epoch milliseconds
 * @param until request time at which the list ends, excluded
 */
record CheckedRequest(
        @Nullable String commandId,
        @Nullable String instanceId,
        List<InvocationFilter> filters,
        long from,
        long until,
        int maxResults,
        boolean details,
        @Nullable String nextToken) {

    private static final int LARGEST_PAGE = 50;
    private static final int COMMAND_ID_LENGTH = 36;
    private static final Pattern INSTANCE_ID = Pattern.compile("(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)");

    static CheckedRequest of(JsonNode body) throws ServiceError {
        CheckedRequest query = ofCommands(body);
        for (InvocationFilter filter : query.filters) {
            filter.requireSupported();
        }
        return query;
    }

    /** A request of ListCommands, which has the same members but for the details. */
    static CheckedRequest ofCommands(JsonNode body) throws ServiceError {
        Members request = Members.of(body);
        Constraints constraints = new Constraints();
        int maxResults = request.number("MaxResults", LARGEST_PAGE);
        constraints.require(maxResults >= 1, maxResults, "maxResults", "have value greater than or equal to 1");
        constraints.require(
                maxResults <= LARGEST_PAGE,
                maxResults,
                "maxResults",
                "have value less than or equal to " + LARGEST_PAGE);
        List<InvocationFilter> filters = InvocationFilter.listOf(request, constraints);
        constraints.check();

        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        for (InvocationFilter filter : filters) {
            if (filter.key().equals("InvokedAfter")) {
                from = Math.max(from, filter.time());
            } else if (filter.key().equals("InvokedBefore")) {
                until = Math.min(until, filter.time());
            }
        }
        return new CheckedRequest(
                commandId(request),
                instanceId(request),
                List.copyOf(filters),
                from,
                until,
                maxResults,
                request.truth("Details"),
                request.text("NextToken"));
    }

    /** The same for a window that ends so much earlier, and begins so much later, in milliseconds. */
    CheckedRequest narrower(long millis) {
        return new CheckedRequest(
                commandId,
                instanceId,
                filters,
                from == Long.MIN_VALUE ? from : from + millis,
                until == Long.MAX_VALUE ? until : until - millis,
                maxResults,
                details,
                nextToken);
    }

    private static @Nullable String commandId(Members request) throws ServiceError {
        String id = request.text("CommandId");
        if (id != null && id.length() != COMMAND_ID_LENGTH) {
            throw ServiceError.badRequest("InvalidCommandId", "The specified command ID is not valid: " + id);
        }
        return id;
    }

    private static @Nullable String instanceId(Members request) throws ServiceError {
        String id = request.text("InstanceId");
        if (id != null && !INSTANCE_ID.matcher(id).find()) {
            throw ServiceError.badRequest("InvalidInstanceId", "The specified instance ID is not valid: " + id);
        }
        return id;
    }

    /** What decides which invocations a list holds, and so what a token is good for. */
    String selection() {
        return commandId + "|" + instanceId + "|" + filters;
    }

    boolean accepts(Command command) {
        if (commandId != null && !commandId.equals(command.id())) {
            return false;
        }
        String document = command.document().documentName();
        return filters.stream()
                .filter(filter -> filter.key().equals("DocumentName"))
                .allMatch(filter -> filter.value().equals(document));
    }

    /** Looks only at what all of a command's invocations decide. */
    boolean accepts(CommandProgress progress) {
        return (instanceId == null
                        || progress.instances().stream()
                                .anyMatch(instance -> instance.id().equals(instanceId)))
                && filters.stream().allMatch(filter -> filter.accepts(progress));
    }

    /** Looks only at what the command doesn't decide. */
    boolean accepts(Invocation invocation, long now) {
        if (instanceId != null && !instanceId.equals(invocation.instance().id())) {
            return false;
        }
        return filters.stream()
                .filter(filter -> filter.key().equals("Status"))
                .allMatch(filter -> filter.acceptsStatus(invocation, now));
    }
}
