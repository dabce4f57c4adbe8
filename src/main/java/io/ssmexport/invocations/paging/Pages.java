package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.request.ListToken;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.AnswersAhead;
import io.ssmexport.wire.TokenChain;
import java.util.concurrent.ExecutorService;
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
    private final ExecutorService calls = AnswersAhead.threads("pages");

    private final AnswersAhead<Answer> answers;

    /** Place of the page that is read next. */
    private ListToken place;

    private int returned;
    private boolean done;

    /** The token that came last, if it had come before. */
    private @Nullable String repeated;

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
        this.answers = new AnswersAhead<>(
                (token, arrival) -> client.ask(
                        token == null ? first : first.deepCopy().put(Page.NEXT_TOKEN, token),
                        answer -> arrival.came(answer, answer)),
                null,
                TokenChain.ofAnyLength(),
                maxItems == null ? MOST_WAITING : 0,
                calls,
                () -> false);
        answers.askOn();
    }

    /**
     * The next page, cut to what is wanted of it, or null when there is no more.
     *
     * @throws CommandFailure if it can't be read, or the one before came with a token that had come before
     */
    public @Nullable SentPage next() {
        if (done) {
            return null;
        }
        answers.released();
        if (repeated != null) {
            throw new CommandFailure(
                    ExitCode.OTHER,
                    "Error during pagination: The same next token was received twice: "
                            + PythonText.of(ListToken.ofPage(repeated).request()));
        }
        AnswersAhead.Link<Answer> link = AnswersAhead.joined(answers.next());
        Answer sent = link.made();
        repeated = link.objection() == null ? null : link.nextToken();
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
        answers.end();
        calls.shutdownNow();
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
            answers.askOn();
        }
    }
}
