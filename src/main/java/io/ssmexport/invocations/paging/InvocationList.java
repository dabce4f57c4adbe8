package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.AnswersAhead;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A list that is wanted.
 *
 * @param client that asks for it
 * @param request for its first page
 * @param paging what of it is wanted
 */
public record InvocationList(InvocationClient client, ObjectNode request, Paging paging) {

    /** Its pages as they were sent; each is taken apart where it is wanted. */
    public Pages<SentPage> sent() {
        return pages(answer -> () -> SentPage.whole(answer, () -> client.read(answer)), SentPage::cut);
    }

    /**
     * What is made of its pages, by another thread and while the ones before them are printed. By one thread: several pages
     * that are taken apart at once would be most of what is in memory.
     */
    public <T> Pages<T> made(Function<Page, T> made) {
        Executor thread = Executors.newSingleThreadExecutor(AnswersAhead.daemons("made"));
        return pages(
                answer -> {
                    CompletableFuture<T> page =
                            CompletableFuture.supplyAsync(() -> made.apply(client.read(answer)), thread);
                    return () -> AnswersAhead.joined(page);
                },
                made);
    }

    private <T> Pages<T> pages(Function<Answer, Supplier<T>> whole, Function<Page, T> made) {
        return new Pages<>(client, request, paging, whole, made);
    }
}
