package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.request.ListRange;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.StrangeValue.Became;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.AnswerLimit;
import io.ssmexport.wire.AnswerLimitException;
import io.ssmexport.wire.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;

/**
 * Pages of one slice, one request each, from a position on. While pages are being written the next ones are already on their
 * way.
 *
 * <p>What the reading proves is told by {@link PagePosition#asOf}; where an answer leaves that in doubt the reading goes on,
 * so that nothing is lost, and {@link #doubt} says why.
 */
public final class SlicePages {

    /** Before AWS had Run Command. */
    private static final Instant FIRST_COMMAND = Instant.parse("2015-01-01T00:00:00Z");

    /** No clock that the service accepts is off by more. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final Set<String> LIST_MEMBERS = Set.of("CommandInvocations", "NextToken");

    private static final String READ_ON = "run again to read on from the last committed page";

    private static final String HIDDEN_UNKNOWN =
            "whether commands still run that the filter on the status hides could not be asked, so that it stays open: ";

    private final SsmClient client;
    private final InvocationQuery query;
    private final Slice slice;
    private final Instant until;
    private final ServiceTime time;
    private final Executor requests;
    private final StopSignal stop;
    private final int ahead;
    private final ChunkRoom room = new ChunkRoom();

    private PagePosition position;
    private int emptyPages;
    private volatile @Nullable Problem doubt;
    private @Nullable PagesAhead pages;

    /**
     * Pages of a slice.
     *
     * @param until how far to read, at most the slice's end
     * @param ahead pages that may wait to be written, at least 1
     * @param requests runs the calls, so that a stop need not wait for an answer
     */
    public SlicePages(
            SsmClients clients,
            InvocationQuery query,
            Slice slice,
            Instant until,
            int ahead,
            Executor requests,
            StopSignal stop) {
        this.client = clients.ssm(Source.of(slice));
        this.query = query;
        this.slice = slice;
        this.until = until;
        this.time = clients.time();
        this.requests = requests;
        this.stop = stop;
        this.ahead = ahead;
        this.position = PagePosition.first(query);
    }

    /** Goes on from a position; forgets what was asked for before. */
    public void start(PagePosition from) {
        end();
        position = from;
        emptyPages = 0;
        doubt = null;
        TokenChain chain = new TokenChain(from.token());
        pages = new PagesAhead(from, at -> request(at, chain), ahead, requests, stop);
    }

    /** What was read so far is written, and no longer in memory. */
    public void committed() {
        if (pages != null) {
            pages.committed();
        }
        room.empty();
    }

    /** Asks for no further page. */
    public void end() {
        if (pages != null) {
            pages.end();
        }
        room.empty();
    }

    /** Where the reading is: after the last page that was given. */
    public PagePosition position() {
        return position;
    }

    /**
     * The next page, or null when there is none or a stop is requested ({@link #position} tells which).
     *
     * @throws TokenRefusedException if the slice has to be read from its first page
     * @throws Failure naming slice and page, if the service refused the request after all retries
     */
    public @Nullable CommandPage next() {
        PagesAhead chain = pages;
        if (chain == null) {
            throw new IllegalStateException("start comes first");
        }
        if (position.done() || stop.isRequested()) {
            return null;
        }
        CompletableFuture<PageRead> asked = chain.next();
        stop.await(asked);
        if (!asked.isDone()) {
            return null;
        }
        PageRead read = join(asked);
        requireRoom(read.bytes());
        CommandPage page = read.page().get();
        requireProgress(page);
        boolean isProof =
                page.isList() && (position.pages() == 0 || position.asOf().time() != null);
        PagePosition after = read.after().withoutRow(position.withoutRow() + page.withoutRow());
        position = isProof ? after : after.inDoubt();
        return page;
    }

    private void requireRoom(int bytes) {
        if (!room.take(bytes)) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.of("the answers between two commits must have at most "
                                    + (AnswerLimit.BYTES_UNCOMMITTED >> 20) + " MiB but have more")
                            .at(page(position))
                            .withRemedy(
                                    "commit earlier with --pages-per-commit, or allow more memory with JAVA_OPTS=-Xmx1g"));
        }
    }

    private void requireProgress(CommandPage page) {
        emptyPages = page.invocations().isEmpty() ? emptyPages + 1 : 0;
        if (emptyPages > TokenChain.MOST_EMPTY_PAGES) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.of("the list must go on but had " + TokenChain.MOST_EMPTY_PAGES + " empty pages in a row")
                            .at(page(position))
                            .withRemedy(READ_ON));
        }
    }

    /** Why nothing is proven although the service told the time, or null. */
    public @Nullable Problem doubt() {
        return doubt;
    }

    private PageRead request(PagePosition at, TokenChain chain) {
        boolean isFirst = at.pages() == 0;
        @Nullable AsOf before = isFirst && query.hidesOpen() && until.equals(slice.end()) ? hiddenOpen(at) : null;
        Answer answer = ask(at);
        AsOf asOf = !isFirst ? at.asOf() : before == null ? new AsOf(time.of(answer), 0) : before;
        Instant readAt = time.now();
        int number = at.pages() + 1;
        String next = nextToken(at, answer, chain);
        ListRange range = query.range();
        if (range == null) {
            PagePosition after = new PagePosition(next, number, 0, 0, null, next == null, asOf);
            return new PageRead(() -> page(at, answer, readAt), after, answer.bytes());
        }
        CommandPage whole = page(at, answer, readAt);
        ListRange.Cut<ReadInvocation> cut = range.cut(whole.invocations(), at.listed(), isFirst, at.token(), next);
        CommandPage page = new CommandPage(number, cut.invocations(), readAt, whole.isList());
        PagePosition after = new PagePosition(
                cut.nextToken(),
                number,
                at.listed() + cut.invocations().size(),
                0,
                cut.resumeToken(),
                cut.nextToken() == null,
                asOf);
        return new PageRead(() -> page, after, answer.bytes());
    }

    private AsOf hiddenOpen(PagePosition at) {
        try {
            return new HiddenOpen(client, time, query, slice).ask();
        } catch (SdkException e) {
            doubt = hiddenUnknown(at, Refusal.of(e));
        } catch (AnswerLimitException e) {
            doubt = hiddenUnknown(at, e.problem());
        } catch (Failure e) {
            doubt = hiddenUnknown(at, e.problem());
        } catch (IOException e) {
            doubt = hiddenUnknown(at, Refusal.unreadable(e));
        }
        return AsOf.UNKNOWN;
    }

    private Problem hiddenUnknown(PagePosition at, Problem why) {
        return Problem.of(HIDDEN_UNKNOWN + why.what())
                .withCode(why.code())
                .withRemedy(why.remedy())
                .at(page(at));
    }

    private Answer ask(PagePosition at) {
        try {
            return Exchange.open().send(client, query.page(slice, until, at.token()));
        } catch (InvalidNextTokenException e) {
            throw new TokenRefusedException(page(at), e);
        } catch (AnswerLimitException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, e.problem().at(page(at)), e);
        } catch (SdkException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Refusal.of(e).at(page(at)), e);
        }
    }

    private CommandPage page(PagePosition at, Answer answer, Instant readAt) {
        try {
            Optional<List<ReadInvocation>> list = InvocationParser.parse(answer);
            if (list.isEmpty()) {
                learnNoList(at, answer);
            }
            List<ReadInvocation> invocations = list.orElse(List.of()).stream()
                    .map(read -> placed(read, readAt))
                    .toList();
            return new CommandPage(at.pages() + 1, invocations, readAt, list.isPresent());
        } catch (AnswerLimitException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, e.problem().at(page(at)), e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Refusal.unreadable(e).at(page(at)), e);
        }
    }

    /** A time that no command can have been requested at leaves an invocation in no slice at all. */
    private ReadInvocation placed(ReadInvocation read, Instant readAt) {
        Instant requested = read.invocation().requestedDateTime();
        boolean impossible = requested != null
                && !query.isWithin(slice, until, requested)
                && (requested.isBefore(FIRST_COMMAND) || requested.isAfter(readAt.plus(CLOCK_SKEW)));
        return impossible
                ? read.with(new StrangeValue("requested_date_time", Became.NO_ROW, 1, requested.toString()))
                : read;
    }

    /** Only a token, or nothing behind other pages, may be the service's way to say that there is nothing. */
    private void learnNoList(PagePosition at, Answer answer) throws IOException {
        List<String> instead = answer.members().stream()
                .filter(name -> !LIST_MEMBERS.contains(name))
                .toList();
        Problem said = Refusal.noList("CommandInvocations", instead).at(page(at));
        if (!instead.isEmpty() || (at.pages() == 0 && answer.nextToken() == null)) {
            throw new Failure(Failure.Kind.INCOMPLETE, said);
        }
        doubt = said;
    }

    private static PageRead join(CompletableFuture<PageRead> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw e;
        }
    }

    private @Nullable String nextToken(PagePosition at, Answer answer, TokenChain chain) {
        String next = answer.nextToken();
        @Nullable String objection = next == null ? null : chain.objection(at.token(), next, at.pages() + 1);
        if (objection != null) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE, Problem.of(objection).at(page(at)).withRemedy(READ_ON));
        }
        return next;
    }

    /** The page that is asked for next from there. */
    private Place page(PagePosition at) {
        return slice.place().and("page " + (at.pages() + 1));
    }
}
