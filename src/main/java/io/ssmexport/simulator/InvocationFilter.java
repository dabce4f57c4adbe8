package io.ssmexport.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the filters of a request, with lower-case member names on the wire. */
record InvocationFilter(String key, String value) {

    private static final int MOST = 5;
    private static final int LONGEST_VALUE = 128;
    private static final String STAGE = "ExecutionStage";
    private static final Set<String> KEYS = Set.of("InvokedAfter", "InvokedBefore", "Status", STAGE, "DocumentName");

    /** Reads and checks the filters of a request; none if it has no such member. */
    static List<InvocationFilter> listOf(Members request, Constraints constraints) throws ServiceError {
        JsonNode list = request.list("Filters");
        List<InvocationFilter> filters = new ArrayList<>();
        if (list == null) {
            return filters;
        }
        constraints.require(!list.isEmpty(), "[]", "filters", "have length greater than or equal to 1");
        constraints.require(list.size() <= MOST, list, "filters", "have length less than or equal to " + MOST);
        for (int i = 0; i < list.size(); i++) {
            Members members = Members.of(list.path(i));
            String key = members.text("key");
            String value = members.text("value");
            check(key, value, "filters." + (i + 1) + ".member.", constraints);
            if (key != null && value != null) {
                filters.add(new InvocationFilter(key, value));
            }
        }
        return filters;
    }

    private static void check(@Nullable String key, @Nullable String value, String member, Constraints constraints) {
        constraints.require(key != null, null, member + "key", "not be null");
        constraints.require(value != null, null, member + "value", "not be null");
        if (key != null) {
            constraints.require(
                    KEYS.contains(key),
                    key,
                    member + "key",
                    "satisfy enum value set: [InvokedAfter, Status, ExecutionStage, DocumentName, InvokedBefore]");
        }
        if (value != null) {
            constraints.require(!value.isEmpty(), value, member + "value", "have length greater than or equal to 1");
            constraints.require(
                    value.length() <= LONGEST_VALUE,
                    value,
                    member + "value",
                    "have length less than or equal to " + LONGEST_VALUE);
        }
    }

    /** The model knows the key, ListCommandInvocations does not. */
    void requireSupported() throws ServiceError {
        if (key.equals(STAGE)) {
            throw ServiceError.badRequest("InvalidFilterKey", "The specified filter key is not valid: " + key);
        }
    }

    /** Epoch milliseconds that the value names. */
    long time() throws ServiceError {
        try {
            Instant time = OffsetDateTime.parse(value).toInstant();
            return time.toEpochMilli();
        } catch (DateTimeParseException e) {
            throw ServiceError.badRequest(
                    "ValidationException",
                    "The value of " + key + " must be an ISO 8601 time such as 2026-11-19T00:00:00Z but was " + value);
        }
    }

    /** Looks at the status and the stage, which is {@code Executing} or {@code Complete}. */
    boolean accepts(CommandProgress progress) {
        return switch (key) {
            case "Status" -> value.equals(progress.status()) || value.equals(progress.statusDetails());
            case STAGE -> value.equals(progress.isExecuting() ? "Executing" : "Complete");
            default -> true;
        };
    }

    /** The value can be a status, or one of the details with or without spaces. */
    boolean acceptsStatus(Invocation invocation, long now) {
        String details = invocation.statusDetails(now);
        return value.equals(invocation.status(now)) || value.equals(details) || value.equals(details.replace(" ", ""));
    }
}
