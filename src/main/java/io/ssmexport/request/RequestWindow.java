package io.ssmexport.request;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CommandFilter;

/**
 * Request times in {@code [from, until)}. The service's filters have whole seconds and boundaries that nobody documents, so
 * it is asked for a second more at both ends, and what comes is cut to size here.
 */
public record RequestWindow(Instant from, Instant until) {

    /** What to ask the service for; {@code ListCommands} and {@code ListCommandInvocations} have the same filters. */
    public List<CommandFilter> filters() {
        return List.of(
                filter("InvokedAfter", from.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1)),
                filter("InvokedBefore", ceilSecond(until).plusSeconds(1)));
    }

    private static CommandFilter filter(String key, Instant second) {
        return CommandFilter.builder().key(key).value(second.toString()).build();
    }

    private static Instant ceilSecond(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? second : second.plusSeconds(1);
    }

    /** Whether a request time is one of these; null, for one that the service doesn't tell, isn't. */
    public boolean contains(@Nullable Instant requested) {
        return requested != null && !requested.isBefore(from) && requested.isBefore(until);
    }
}
