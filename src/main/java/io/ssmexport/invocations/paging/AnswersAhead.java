package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.request.ListToken;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.SeenTokens;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the pages of a list, token by token, as far ahead of their reader as it is let. A page is asked for as soon as
 * the one before has come; if that came through the SDK's client, by another thread than the one that finishes its call.
 */
final class AnswersAhead implements AutoCloseable {

    private final InvocationClient client;
    private final ObjectNode first;
    private final Semaphore wanted;

    /** Of answers that come one after the other, though by several threads. */
    private final SeenTokens seen = new SeenTokens();

    /** In the order of the list; the last one may be a failure. */
    private final BlockingQueue<CompletableFuture<Answer>> came = new LinkedBlockingQueue<>();

    private final ExecutorService calls = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "pages");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins to ask.
     *
     * @param first request for the first page
     * @param wanted pages to ask for before {@link #wantAnother} is called
     */
    AnswersAhead(InvocationClient client, ObjectNode first, int wanted) {
        this.client = client;
        this.first = first;
        this.wanted = new Semaphore(wanted);
        calls.execute(() -> ask(null));
    }

    /** Lets one page more be asked for, if the list goes on. */
    void wantAnother() {
        wanted.release();
    }

    /**
     * The next page, which must be wanted; not to be called after the last.
     *
     * @throws CommandFailure if it can't be read, or the one before came with a token that had come before
     */
    Answer next() {
        try {
            return came.take().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandFailure told) {
                throw told;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param previous token that came last, or null for the first page */
    private void ask(@Nullable String previous) {
        @Nullable String token = previous;
        try {
            while (true) {
                wanted.acquire();
                ObjectNode request = token == null ? first : first.deepCopy().put(Page.NEXT_TOKEN, token);
                Answer answer = client.askDirectly(request).orElse(null);
                if (answer == null) {
                    askThroughClient(request);
                    return;
                }
                if (!isFollowed(answer)) {
                    return;
                }
                token = answer.nextToken();
            }
        } catch (InterruptedException e) {
            // Nobody wants more of them.
        } catch (RuntimeException | Error e) {
            came.add(CompletableFuture.failedFuture(e));
        }
    }

    private void askThroughClient(ObjectNode request) {
        client.ask(request, answer -> {
            if (isFollowed(answer)) {
                calls.execute(() -> ask(answer.nextToken()));
            }
        });
    }

    /** Hands an answer to the reader. */
    private boolean isFollowed(Answer answer) {
        came.add(CompletableFuture.completedFuture(answer));
        String next = answer.nextToken();
        if (next == null || calls.isShutdown()) {
            return false;
        }
        if (!seen.add(next)) {
            came.add(CompletableFuture.failedFuture(new CommandFailure(
                    ExitCode.OTHER,
                    "Error during pagination: The same next token was received twice: "
                            + PythonText.of(ListToken.ofPage(next).request()))));
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
