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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads page after page, with exactly the requests, cuts and tokens of botocore's {@code PageIterator}. While a page is
 * being printed the next ones are already on their way, unless it takes the page to know whether they are wanted.
 *
 * @param <T> what is made of a page
 */
public final class Pages<T> implements AutoCloseable {

    /** Pages that may wait to be printed: the next requests go on while a page takes long to print. */
    private static final int MOST_WAITING = 3;

    private final InvocationClient client;
    private final @Nullable Integer maxItems;
    private final Function<Page, T> made;
    private final ExecutorService calls = AnswersAhead.threads("pages");

    private final AnswersAhead<Came<T>> answers;

    /**
     * An answer, and what is made of all of it.
     *
     * @param answer null where none but all of it can be wanted
     */
    private record Came<T>(
            @Nullable Answer answer, @Nullable Supplier<T> whole) {}

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
     * @param whole begins to make something of an answer of which all is wanted, as soon as it is there
     * @param made of a page, or the part of one that is wanted
     * @throws io.ssmexport.request.TokenMistake if the starting token can't be one
     */
    Pages(
            InvocationClient client,
            ObjectNode request,
            Paging paging,
            Function<Answer, Supplier<T>> whole,
            Function<Page, T> made) {
        this.client = client;
        this.maxItems = paging.maxItems();
        this.made = made;
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
        boolean isFirstCut = place.returned() != 0;
        this.answers = new AnswersAhead<>(
                (token, arrival) -> {
                    boolean isCut = maxItems != null || (token == null && isFirstCut);
                    client.ask(
                            token == null ? first : first.deepCopy().put(Page.NEXT_TOKEN, token),
                            answer -> arrival.came(
                                    answer, isCut ? new Came<>(answer, null) : new Came<>(null, whole.apply(answer))));
                },
                null,
                TokenChain.ofAnyLength(),
                maxItems == null ? MOST_WAITING : 0,
                calls,
                () -> false);
        answers.askOn();
    }

    /**
     * What is made of the next page, cut to what is wanted of it, or null when there is no more.
     *
     * @throws CommandFailure if it can't be read, or the one before came with a token that had come before
     */
    public @Nullable T next() {
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
        AnswersAhead.Link<Came<T>> link = AnswersAhead.joined(answers.next());
        Came<T> came = link.made();
        repeated = link.objection() == null ? null : link.nextToken();
        int skipped = place.returned();
        if (maxItems == null) {
            // Before the page is taken apart: that is half of the work.
            advance(link.nextToken());
        }
        if (came.answer() == null) {
            return came.whole() == null ? null : came.whole().get();
        }
        Page page = client.read(came.answer());
        if (skipped != 0) {
            page = page.slice(skipped, Integer.MAX_VALUE);
        }
        if (maxItems == null) {
            return made.apply(page);
        }
        int size = page.size();
        int excess = returned + size - maxItems;
        if (excess > 0) {
            if (place.isNull()) {
                throw new CommandFailure(ExitCode.OTHER, "unsupported operand type(s) for +: 'int' and 'NoneType'");
            }
            int kept = size - excess;
            resumeToken = place.encode(kept + skipped);
            done = true;
            return made.apply(page.slice(0, kept));
        }
        returned += size;
        advance(link.nextToken());
        return made.apply(page);
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
