package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.wire.Answer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Asks for the pages of a list in a thread of its own, token by token, as far ahead of their reader as it is let. */
final class AnswersAhead implements AutoCloseable {

    private final InvocationClient client;
    private final ObjectNode request;
    private final Semaphore wanted;

    /** In the order of the list; the last one may be a failure. */
    private final BlockingQueue<CompletableFuture<Answer>> came = new LinkedBlockingQueue<>();

    private final Thread thread = new Thread(this::ask, "pages");

    /**
     * Begins to ask.
     *
     * @param request for the first page; changed while the list is read
     * @param wanted pages to ask for before {@link #wantAnother} is called
     */
    AnswersAhead(InvocationClient client, ObjectNode request, int wanted) {
        this.client = client;
        this.request = request;
        this.wanted = new Semaphore(wanted);
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets one page more be asked for, if the list goes on. */
    void wantAnother() {
        wanted.release();
    }

    /**
     * The next page, which must be wanted; not to be called after the last.
     *
     * @throws CommandFailure if it can't be read, or came with the same token as the one before
     */
    Answer next() {
        try {
            return came.take().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandFailure told) {
                throw told;
            }
            throw e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ask() {
        try {
            @Nullable String token = null;
            do {
                wanted.acquire();
                Answer answer = client.ask(request);
                came.add(CompletableFuture.completedFuture(answer));
                requireNew(answer.nextToken(), token);
                token = answer.nextToken();
                request.put(Page.NEXT_TOKEN, token);
            } while (token != null);
        } catch (InterruptedException e) {
            // Nobody wants more of them.
        } catch (RuntimeException | Error e) {
            came.add(CompletableFuture.failedFuture(e));
        }
    }

    private static void requireNew(@Nullable String token, @Nullable String previous) {
        if (token != null && token.equals(previous)) {
            throw new CommandFailure(
                    ExitCode.OTHER,
                    "Error during pagination: The same next token was received twice: "
                            + PythonText.of(ListToken.ofPage(token).request()));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
