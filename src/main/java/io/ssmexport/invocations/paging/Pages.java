package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.request.Paging;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.wire.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reads page after page, with exactly the requests, cuts and tokens of botocore's {@code PageIterator}. While a page is
 * being printed the next one is already on its way.
 */
public final class Pages implements AutoCloseable {

    private final InvocationClient client;
    private final ObjectNode request;
    private final @Nullable Integer maxItems;
    private final ExecutorService requests;

    /** Place of the page that is read next. */
    private ListToken place;

    private int returned;
    private boolean done;
    private @Nullable String previousToken;
    private @Nullable String resumeToken;
    private @Nullable CompletableFuture<Answer> ahead;
    private @Nullable CommandFailure failure;

    /**
     * Pages of a request.
     *
     * @throws CommandFailure if the starting token can't be one
     */
    public Pages(InvocationClient client, ObjectNode request, Paging paging) {
        this.client = client;
        this.request = request.deepCopy();
        this.maxItems = paging.maxItems();
        this.place = paging.startingToken() == null ? ListToken.ofPage(null) : ListToken.parse(paging.startingToken());
        if (paging.startingToken() != null) {
            place.request().properties().forEach(member -> {
                if (member.getValue().isNull() || member.getValue().asText().equals("None")) {
                    this.request.remove(member.getKey());
                } else {
                    this.request.set(member.getKey(), member.getValue());
                }
            });
        }
        if (paging.pageSize() != null) {
            this.request.put("MaxResults", paging.pageSize());
        }
        this.requests = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "pages");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The next page, cut to what is wanted of it, or null when there is no more.
     *
     * @throws CommandFailure if it can't be read
     */
    public @Nullable SentPage next() {
        if (failure != null) {
            throw failure;
        }
        if (done) {
            return null;
        }
        Answer sent = read();
        int skipped = place.returned();
        if (maxItems == null) {
            // Before the page is taken apart: that is half of the work.
            advance(sent.nextToken());
            return skipped == 0 ? SentPage.whole(sent, () -> client.read(sent)) : SentPage.cut(rest(sent, skipped));
        }
        Page page = rest(sent, skipped);
        int size = page.size();
        int excess = returned + size - maxItems;
        if (excess > 0) {
            int kept = size - excess;
            resumeToken = place.encode(kept + skipped);
            done = true;
            return SentPage.cut(page.slice(0, kept));
        }
        returned += size;
        advance(sent.nextToken());
        return SentPage.cut(page);
    }

    private Page rest(Answer sent, int skipped) {
        Page page = client.read(sent);
        return skipped == 0 ? page : page.slice(skipped, Integer.MAX_VALUE);
    }

    /** Where to go on, for a list that was cut; the AWS CLI's token. Known after the last page. */
    public @Nullable String resumeToken() {
        return resumeToken;
    }

    @Override
    public void close() {
        requests.shutdownNow();
    }

    private void advance(@Nullable String next) {
        if (next == null) {
            done = true;
            return;
        }
        place = ListToken.ofPage(next);
        if (maxItems != null && returned == maxItems) {
            resumeToken = place.encode();
            done = true;
        } else if (next.equals(previousToken)) {
            failure = new CommandFailure(
                    ExitCode.OTHER,
                    "Error during pagination: The same next token was received twice: "
                            + PythonText.of(place.request()));
        } else {
            request.put(Page.NEXT_TOKEN, next);
            previousToken = next;
            ObjectNode asked = request.deepCopy();
            ahead = CompletableFuture.supplyAsync(() -> client.ask(asked), requests);
        }
    }

    private Answer read() {
        if (ahead == null) {
            return client.ask(request);
        }
        try {
            return ahead.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandFailure told) {
                throw told;
            }
            throw e;
        }
    }
}
