package io.ssmexport.ssm;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.slice.Slice;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.Exchange;
import io.ssmexport.wire.TokenChain;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;

/**
 * Looks for invocations of a slice that have not ended and that a filter on the status hides: they may end as what the
 * filter wants. It has to be done before the slice is read, or one that ends in between is missed by both.
 */
record HiddenOpen(SsmClient client, ServiceTime time, InvocationQuery query, Slice slice) {

    private static final List<CommandInvocationStatus> OPEN = List.of(
            CommandInvocationStatus.IN_PROGRESS,
            CommandInvocationStatus.PENDING,
            CommandInvocationStatus.DELAYED,
            CommandInvocationStatus.CANCELLING);

    /** Pages in search of one status; where so many hold nothing of the slice, nothing is certain. */
    private static final int MOST_PAGES = 100;

    /**
     * Asks for a page of all statuses, which may be everything, and else for each status that isn't final.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if that is refused
     * @throws IOException if what came can't be read
     * @throws Failure of kind INCOMPLETE if it isn't a list, or doesn't end
     */
    AsOf ask() throws IOException {
        Answer all = page(null, null);
        long open = open(all);
        if (open == 0 && all.nextToken() != null) {
            for (CommandInvocationStatus status : OPEN) {
                open += open(status);
            }
        }
        return new AsOf(time.of(all), open);
    }

    /** Those of the first page that has any. */
    private long open(CommandInvocationStatus status) throws IOException {
        TokenChain chain = TokenChain.whole();
        @Nullable String token = null;
        for (int number = 1; number <= MOST_PAGES; number++) {
            Answer page = page(status, token);
            long open = open(page);
            @Nullable String next = page.nextToken();
            if (open > 0 || next == null) {
                return open;
            }
            if (chain.objection(token, next) != null) {
                break;
            }
            token = next;
        }
        throw new Failure(INCOMPLETE, Problem.of("the list of those " + status + " does not end"));
    }

    private Answer page(@Nullable CommandInvocationStatus status, @Nullable String token) {
        return Exchange.open().send(client, query.open(slice, status, token));
    }

    private long open(Answer page) throws IOException {
        return InvocationParser.parse(page).orElseThrow(() -> new Failure(INCOMPLETE, Refusal.NO_LIST)).stream()
                .map(ReadInvocation::invocation)
                .filter(invocation -> isOfSlice(invocation) && !InvocationRows.hasEnded(invocation.statusAsString()))
                .count();
    }

    private boolean isOfSlice(CommandInvocation invocation) {
        return invocation.requestedDateTime() == null
                || query.isWithin(slice, slice.end(), invocation.requestedDateTime());
    }
}
