package io.ssmexport.wire;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the answers of a list ahead of their reader, one after the other: their tokens form a chain, so this is all the
 * parallelism that a list has. The next one is asked for as soon as one has come, by another thread than the one that
 * finishes its call, until enough of them wait. It ends with the last answer, with one that the list can't go on after, and
 * with the first call that fails.
 *
 * @param <A> what is made of an answer when it comes
 */
public final class AnswersAhead<A> {

    /** Of the answers that wait for their reader, or with it, before no further one is asked for. */
    private static final long MOST_BYTES = AnswerLimit.BYTES_AHEAD;

    /** Asks for one answer. */
    @FunctionalInterface
    public interface Call<A> {

        /**
         * Must throw if no answer comes, and only then.
         *
         * @param token with which the answer is asked for; null for the first
         */
        void ask(@Nullable String token, Arrival<A> arrival);
    }

    /** Told of an answer as soon as it is there, once. */
    @FunctionalInterface
    public interface Arrival<A> {

        void came(Answer answer, A made);
    }

    /**
     * One of the list.
     *
     * @param objection why the list can't go on after it, or null
     * @param bytes of the answer
     */
    public record Link<A>(
            A made, @Nullable String nextToken, @Nullable Objection objection, int bytes) {}

    /** Threads for such calls, as many as are under way; they keep no JVM alive. */
    public static ExecutorService threads(String name) {
        return Executors.newCachedThreadPool(daemons(name));
    }

    /** Makes threads that keep no JVM alive. */
    public static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private final Call<A> call;
    private final TokenChain chain;
    private final int most;
    private final Executor calls;
    private final BooleanSupplier stopped;

    /** Those that came and, last, the one that is being asked for. */
    private final Queue<CompletableFuture<Link<A>>> links = new ArrayDeque<>();

    private @Nullable String token;
    private long bytes;
    private long taken;
    private boolean asking;
    private boolean ended;

    /**
     * Asks for nothing yet.
     *
     * @param token to begin with; null for the first answer
     * @param chain that this list's tokens have to form
     * @param most answers that may wait for their reader; with 0 each has to be wanted, by {@link #askOn}
     * @param calls runs the calls
     * @param stopped whether none is to be asked for any more
     */
    public AnswersAhead(
            Call<A> call, @Nullable String token, TokenChain chain, int most, Executor calls, BooleanSupplier stopped) {
        this.call = call;
        this.token = token;
        this.chain = chain;
        this.most = most;
        this.calls = calls;
        this.stopped = stopped;
    }

    /**
     * The next one, which may not have come yet, and after a stop never does; not to be asked for before the one before
     * has, nor after the last. Asks on meanwhile.
     */
    public synchronized CompletableFuture<Link<A>> next() {
        if (links.isEmpty()) {
            askOn();
        }
        CompletableFuture<Link<A>> next = links.poll();
        if (goesOn()) {
            askOn();
        }
        return next == null ? new CompletableFuture<>() : next.thenApply(this::taken);
    }

    /** The result of a future, or what it failed with. */
    public static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Asks for one more, if the list goes on and none is being asked for. */
    public synchronized void askOn() {
        if (!asking && !ended && !stopped.getAsBoolean()) {
            ask(token, asked());
        }
    }

    /** What was taken is no longer in memory. */
    public synchronized void released() {
        bytes -= taken;
        taken = 0;
    }

    /** Asks for no further one. */
    public synchronized void end() {
        ended = true;
    }

    private synchronized Link<A> taken(Link<A> link) {
        taken += link.bytes();
        return link;
    }

    private boolean goesOn() {
        return !ended && !stopped.getAsBoolean() && links.size() < most && (links.isEmpty() || bytes < MOST_BYTES);
    }

    private CompletableFuture<Link<A>> asked() {
        asking = true;
        CompletableFuture<Link<A>> link = new CompletableFuture<>();
        links.add(link);
        return link;
    }

    private void ask(@Nullable String with, CompletableFuture<Link<A>> link) {
        try {
            calls.execute(() -> {
                try {
                    call.ask(with, (answer, made) -> came(with, answer, made, link));
                } catch (RuntimeException | Error e) {
                    end();
                    link.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // Nobody wants any more of them.
            end();
            link.completeExceptionally(e);
        }
    }

    private void came(@Nullable String with, Answer answer, A made, CompletableFuture<Link<A>> link) {
        @Nullable String next = answer.nextToken();
        @Nullable Objection objection = next == null ? null : chain.objection(with, next);
        @Nullable CompletableFuture<Link<A>> following = following(answer, next == null || objection != null);
        // Given before the next one is asked for, so that a stop in between never loses two of them.
        link.complete(new Link<>(made, next, objection, answer.bytes()));
        if (following != null && !stopped.getAsBoolean()) {
            ask(next, following);
        }
    }

    /** The one to ask for after one that came, or null if that has to wait. */
    private synchronized @Nullable CompletableFuture<Link<A>> following(Answer answer, boolean isLast) {
        bytes += answer.bytes();
        token = answer.nextToken();
        ended |= isLast;
        asking = false;
        return goesOn() ? asked() : null;
    }
}
