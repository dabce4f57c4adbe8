package io.ssmexport.ssm;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.failure.Failure;
import io.ssmexport.invocations.paging.ListRange;
import io.ssmexport.slice.Slice;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

/**
 * Reads the pages of one slice, one request each. The position (token of the next page, pages read, whether that was the
 * last) moves only with a page that arrived, and is saved only with a commit, so a restart asks for the page after the
 * last committed one.
 *
 * <p>While a page is being written the next one is already on its way: the tokens form a chain, so this is all the
 * parallelism that a slice has.
 */
public final class CommandPageReader implements ItemStreamReader<CommandPage> {

    private static final String TOKEN = "reader.token";
    private static final String PAGES = "reader.pages";
    private static final String DONE = "reader.done";
    private static final String LISTED = "reader.listed";
    private static final String RESUME = "reader.resume";

    private final SsmClient client;
    private final InvocationQuery query;
    private final Slice slice;
    private final Instant until;
    private final Clock clock;
    private final Executor requests;
    private final StopSignal stop;

    private @Nullable String token;
    private long listed;
    private @Nullable String resumeToken;
    private int pages;
    private boolean done;
    private @Nullable CompletableFuture<Answer> ahead;

    private record Answer(ListCommandInvocationsResponse response, Instant readAt) {}

    /**
     * Reader of a slice.
     *
     * @param until how far to read, at most the slice's end
     * @param requests runs the calls, so that a stop need not wait for an answer
     */
    public CommandPageReader(
            SsmClient client,
            InvocationQuery query,
            Slice slice,
            Instant until,
            Clock clock,
            Executor requests,
            StopSignal stop) {
        this.client = client;
        this.query = query;
        this.slice = slice;
        this.until = until;
        this.clock = clock;
        this.requests = requests;
        this.stop = stop;
    }

    @Override
    public void open(ExecutionContext position) {
        pages = Math.toIntExact(position.getLong(PAGES, 0));
        token = position.containsKey(TOKEN) ? position.getString(TOKEN) : pages == 0 ? firstToken() : null;
        listed = position.getLong(LISTED, 0);
        resumeToken = resumeToken(position);
        done = position.getLong(DONE, 0) == 1;
    }

    @Override
    public void update(ExecutionContext position) {
        if (token == null) {
            position.remove(TOKEN);
        } else {
            position.putString(TOKEN, token);
        }
        if (resumeToken != null) {
            position.putString(RESUME, resumeToken);
        }
        position.putLong(LISTED, listed);
        position.putLong(PAGES, pages);
        position.putLong(DONE, done ? 1 : 0);
    }

    @Override
    public void close() {
        ahead = null;
    }

    /** Forgets the position: the next page is the first. */
    public void restart() {
        token = firstToken();
        listed = 0;
        resumeToken = null;
        pages = 0;
        done = false;
        ahead = null;
    }

    /** Pages read so far, those of earlier executions included. */
    public int pages() {
        return pages;
    }

    /** Whether the last page has been read. */
    public boolean isDone() {
        return done;
    }

    /**
     * The next page, or null when there is none or a stop is requested ({@link #isDone} tells which).
     *
     * @throws TokenRefusedException if the slice has to be read from its first page
     * @throws Failure naming slice and page, if the service refused the request after all retries
     */
    @Override
    public @Nullable CommandPage read() {
        if (done || stop.isRequested()) {
            return null;
        }
        CompletableFuture<Answer> asked = ahead != null ? ahead : ask();
        stop.await(asked);
        if (!asked.isDone()) {
            return null;
        }
        Answer answer = join(asked);
        String next = nextToken(answer.response());
        List<CommandInvocation> invocations = answer.response().commandInvocations();
        ListRange range = query.range();
        if (range != null) {
            ListRange.Cut cut = range.cut(invocations, listed, pages == 0, token, next);
            invocations = cut.invocations();
            next = cut.nextToken();
            resumeToken = cut.resumeToken();
            listed += invocations.size();
        }
        token = next;
        pages++;
        done = next == null;
        ahead = done ? null : ask();
        CrashPoint.PAGE_READ.reached();
        return new CommandPage(pages, invocations, answer.readAt());
    }

    /** The {@link #resumeToken()} that a saved position has. */
    public static @Nullable String resumeToken(ExecutionContext position) {
        return position.containsKey(RESUME) ? position.getString(RESUME) : null;
    }

    /** Where to go on with a list that was cut, or null; known once all is read. */
    public @Nullable String resumeToken() {
        return resumeToken;
    }

    private @Nullable String firstToken() {
        ListRange range = query.range();
        return range == null ? null : range.start().serviceToken();
    }

    private CompletableFuture<Answer> ask() {
        var request = query.page(slice, until, token);
        return CompletableFuture.supplyAsync(
                () -> new Answer(
                        client.listCommandInvocations(request), clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                requests);
    }

    private Answer join(CompletableFuture<Answer> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidNextTokenException refused) {
                throw new TokenRefusedException(place() + " token refused", refused);
            }
            if (e.getCause() instanceof SdkException refused) {
                throw new Failure(Failure.Kind.INCOMPLETE, place() + " " + Refusal.of(refused), refused);
            }
            throw e;
        }
    }

    private @Nullable String nextToken(ListCommandInvocationsResponse response) {
        String next = response.nextToken();
        if (next == null || next.isEmpty()) {
            return null;
        }
        if (next.equals(token)) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    place() + " the token of the next page must change but came back as it was sent, so the list would"
                            + " never end; run again to read on from the last committed page");
        }
        return next;
    }

    private String place() {
        return "[" + slice + " page " + (pages + 1) + "]";
    }
}
