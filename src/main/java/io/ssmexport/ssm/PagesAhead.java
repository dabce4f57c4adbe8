package io.ssmexport.ssm;

import io.ssmexport.wire.AnswerLimit;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the pages of a slice ahead of their reader, one after the other: the tokens form a chain, so this is all the
 * parallelism that a slice has. The chain goes on while a chunk is flattened, written and committed, until enough pages
 * wait. It ends with the last page or with the first request that fails.
 */
final class PagesAhead {

    /** Of the answers that may wait for their reader, or with it for a commit, before no further one is asked for. */
    private static final long MOST_BYTES = AnswerLimit.BYTES_AHEAD;

    private final Function<PagePosition, PageRead> request;
    private final int most;
    private final Executor requests;
    private final StopSignal stop;

    /** Those that arrived and, last, the one that is being asked for. */
    private final Queue<CompletableFuture<PageRead>> pages = new ArrayDeque<>();

    private PagePosition position;
    private long bytes;
    private long taken;
    private boolean asking;
    private boolean ended;

    /**
     * Pages from a position on.
     *
     * @param request asks for the page at a position
     * @param most pages that may wait for their reader, at least 1
     * @param requests runs the requests, one at a time
     * @param stop after which no page is asked for
     */
    PagesAhead(
            PagePosition position,
            Function<PagePosition, PageRead> request,
            int most,
            Executor requests,
            StopSignal stop) {
        this.stop = stop;
        this.position = position;
        this.request = request;
        this.most = most;
        this.requests = requests;
    }

    /**
     * The next page, which may not have arrived yet, and after a stop never does; not to be asked for before the one before
     * has, nor after the last.
     */
    synchronized CompletableFuture<PageRead> next() {
        if (pages.isEmpty()) {
            askOn();
        }
        CompletableFuture<PageRead> next = pages.poll();
        askOn();
        return next == null ? new CompletableFuture<>() : next.thenApply(this::taken);
    }

    private synchronized PageRead taken(PageRead read) {
        taken += read.bytes();
        return read;
    }

    /** What was taken is no longer in memory. */
    synchronized void committed() {
        bytes -= taken;
        taken = 0;
    }

    /** Asks for no further page. */
    synchronized void end() {
        ended = true;
    }

    private void askOn() {
        if (!asking && goesOn()) {
            asking = true;
            PagePosition from = position;
            CompletableFuture<PageRead> page = asked();
            requests.execute(() -> ask(from, page));
        }
    }

    private boolean goesOn() {
        return !ended && !stop.isRequested() && pages.size() < most && (pages.isEmpty() || bytes < MOST_BYTES);
    }

    private CompletableFuture<PageRead> asked() {
        CompletableFuture<PageRead> page = new CompletableFuture<>();
        pages.add(page);
        return page;
    }

    private void ask(PagePosition from, CompletableFuture<PageRead> first) {
        PagePosition next = from;
        CompletableFuture<PageRead> page = first;
        while (page != null) {
            try {
                PageRead read = request.apply(next);
                CompletableFuture<PageRead> following = following(read);
                page.complete(read);
                next = read.after();
                page = following;
            } catch (RuntimeException | Error e) {
                end();
                page.completeExceptionally(e);
                return;
            }
        }
    }

    /** The page to ask for after one that arrived, or null if that has to wait. */
    private synchronized @Nullable CompletableFuture<PageRead> following(PageRead read) {
        bytes += read.bytes();
        position = read.after();
        ended |= position.done();
        asking = goesOn();
        return asking ? asked() : null;
    }
}
