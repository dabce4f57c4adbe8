package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.request.ListToken;
import io.ssmexport.wire.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Reads page after page, with exactly the requests, cuts and tokens of botocore's {@code PageIterator}. While a page is
 * being printed the next ones are already on their way, unless it takes the page to know whether they are wanted.
 */
public final class Pages implements AutoCloseable {

    /** Pages that may wait to be printed: the next requests go on while a page takes long to print. */
    private static final int MOST_WAITING = 3;

    private final InvocationClient client;
    private final @Nullable Integer maxItems;
    private final AnswersAhead answers;

    /** Place of the page that is read next. */
    private ListToken place;

    private int returned;
    private boolean done;
    private @Nullable String resumeToken;

    /**
     * Pages of a request.
     *
     * @throws io.ssmexport.request.TokenMistake if the starting token can't be one
     */
    public Pages(InvocationClient client, ObjectNode request, Paging paging) {
        this.client = client;
        this.maxItems = paging.maxItems();
        this.place = paging.startingToken() == null ? ListToken.ofPage(null) : ListToken.parse(paging.startingToken());
        ObjectNode first = request.deepCopy();
        if (paging.startingToken() != null) {
            place.request().properties().forEach(member -> {
                if (member.getValue().isNull() || member.getValue().asText().equals("None")) {
                    first.remove(member.getKey());
                } else {
                    first.set(member.getKey(), member.getValue());
                }
            });
        }
        if (paging.pageSize() != null) {
            first.put("MaxResults", paging.pageSize());
        }
        this.answers = new AnswersAhead(client, first, maxItems == null ? MOST_WAITING : 1);
    }

    /**
     * The next page, cut to what is wanted of it, or null when there is no more.
     *
     * @throws CommandFailure if it can't be read
     */
    public @Nullable SentPage next() {
        if (done) {
            return null;
        }
        Answer sent = answers.next();
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
        answers.close();
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
        } else {
            answers.wantAnother();
        }
    }
}
