package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Source;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.AnswerLimitException;
import io.ssmexport.wire.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one request told of a source.
 *
 * @param invocations on that page
 * @param isAll whether there are no more in the window
 * @param span time that the page stands for: from its first request time to the end of the window
 * @param took how long the answer took
 */
public record Probe(int invocations, boolean isAll, Duration span, Duration took) {

    /** Commands on a page that tell how often there is one. */
    private static final int TELLING = 5;

    private static final Duration SHORTEST = Duration.ofMinutes(15);

    /**
     * Asks for the first page of a window.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if it is refused
     * @throws Failure of kind INCOMPLETE if what came is no list, or more than is read of an answer
     */
    public static Probe of(SsmClients clients, Source source, InvocationQuery query, Instant from, Instant until) {
        long start = System.nanoTime();
        try {
            Answer page = Exchange.open().send(clients.ssm(source), query.probe(from, until));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<ReadInvocation> invocations = InvocationParser.parse(page)
                    .orElseThrow(() -> new Failure(Failure.Kind.INCOMPLETE, Refusal.NO_LIST.at(source.place())));
            boolean isAll = page.nextToken() == null || page.nextToken().isEmpty();
            return new Probe(invocations.size(), isAll, span(requested(invocations), until), took);
        } catch (AnswerLimitException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, e.problem().at(source.place()), e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Refusal.unreadable(e).at(source.place()), e);
        }
    }

    private static List<Instant> requested(List<ReadInvocation> invocations) {
        return invocations.stream()
                .map(read -> read.invocation().requestedDateTime())
                .filter(Objects::nonNull)
                .sorted()
                .distinct()
                .toList();
    }

    /**
     * A page that one command or few have filled tells how many instances they had, not how often there are commands.
     *
     * @param requested the different times on the page, the first one first
     */
    static Duration span(List<Instant> requested, Instant until) {
        if (requested.isEmpty()) {
            return Duration.ZERO;
        }
        Duration span = Duration.between(requested.get(0), until);
        return requested.size() < TELLING && span.compareTo(SHORTEST) < 0 ? SHORTEST : span;
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
