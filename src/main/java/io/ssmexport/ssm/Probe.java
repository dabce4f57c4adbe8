package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

/**
 * What one request told of a source.
 *
 * @param invocations on that page
 * @param isAll whether there are no more in the window
 * @param span time between the first and the last request time on the page
 * @param took how long the answer took
 */
public record Probe(int invocations, boolean isAll, Duration span, Duration took) {

    /**
     * Asks for the first page of a window.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if it is refused
     * @throws Failure of kind INCOMPLETE if what came is no list
     */
    public static Probe of(SsmClients clients, Source source, InvocationQuery query, Instant from, Instant until) {
        long start = System.nanoTime();
        ListCommandInvocationsResponse page = clients.ssm(source).listCommandInvocations(query.probe(from, until));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (!page.hasCommandInvocations()) {
            throw new Failure(Failure.Kind.INCOMPLETE, "[" + source + "] " + Refusal.NO_LIST);
        }
        List<CommandInvocation> invocations = page.commandInvocations();
        boolean isAll = page.nextToken() == null || page.nextToken().isEmpty();
        return new Probe(invocations.size(), isAll, span(invocations), took);
    }

    private static Duration span(List<CommandInvocation> invocations) {
        Stream<Instant> times =
                invocations.stream().map(CommandInvocation::requestedDateTime).filter(Objects::nonNull);
        List<Instant> sorted = times.sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : Duration.between(sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Invocations to expect in such a time. */
    public double invocationsIn(Duration time, Duration window) {
        if (invocations == 0) {
            return 0;
        }
        Duration seen = isAll || span.isZero() ? window : span;
        return (double) invocations * time.toMillis() / Math.max(1, seen.toMillis());
    }
}
