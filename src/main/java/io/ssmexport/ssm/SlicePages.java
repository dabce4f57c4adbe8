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
import io.ssmexport.wire.AnswersAhead;
import io.ssmexport.wire.Exchange;
import io.ssmexport.wire.Objection;
import io.ssmexport.wire.TokenChain;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
            "whether commands still run that the filter on the status hides could not be asked, so that it stays"
                    + " open: ";

    /** In a row. The service may search long for what a filter wants, but not for ever. */
    private static final int MOST_EMPTY_PAGES = 10_000;

    /**
     * An answer as it came.
     *
     * @param at when it came, in milliseconds
     * @param asOf what it proves; of a list's first page alone
     */
    private record ReadAnswer(Answer answer, Instant at, AsOf asOf) {}

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
    private @Nullable AnswersAhead<ReadAnswer> pages;

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
        pages = new AnswersAhead<>(
                (token, arrival) -> ask(from, token, arrival),
                from.token(),
                TokenChain.from(from.token(), from.pages()),
                isCut() ? 0 : ahead,
                requests,
                stop::isRequested);
    }

    /** Whether it takes a page to know that the next one is wanted. */
    private boolean isCut() {
        return query.range() != null && query.range().maxItems() != null;
    }

    /** What was read so far is written, and no longer in memory. */
    public void committed() {
        if (pages != null) {
            pages.released();
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
        AnswersAhead<ReadAnswer> chain = pages;
        if (chain == null) {
            throw new IllegalStateException("start comes first");
        }
        if (position.done() || stop.isRequested()) {
            return null;
        }
        CompletableFuture<AnswersAhead.Link<ReadAnswer>> asked = chain.next();
        stop.await(asked);
        if (!asked.isDone()) {
            return null;
        }
        AnswersAhead.Link<ReadAnswer> link = arrived(asked);
        requireEnd(link.objection());
        requireRoom(link.bytes());
        CommandPage page = page(link.made());
        AsOf asOf = position.pages() == 0 ? link.made().asOf() : position.asOf();
        ListRange range = query.range();
        if (range == null) {
            return moved(
                    page,
                    new PagePosition(link.nextToken(), page.number(), 0, 0, null, link.nextToken() == null, asOf));
        }
        ListRange.Cut<ReadInvocation> cut = range.cut(
                page.invocations(), position.listed(), position.pages() == 0, position.token(), link.nextToken());
        if (cut.nextToken() != null) {
            chain.askOn();
        }
        long listed = position.listed() + cut.invocations().size();
        return moved(
                new CommandPage(page.number(), cut.invocations(), page.readAt(), page.isList()),
                new PagePosition(
                        cut.nextToken(), page.number(), listed, 0, cut.resumeToken(), cut.nextToken() == null, asOf));
    }

    private CommandPage moved(CommandPage page, PagePosition to) {
        requireProgress(page);
        boolean isProof =
                page.isList() && (position.pages() == 0 || position.asOf().time() != null);
        PagePosition after = to.withoutRow(position.withoutRow() + page.withoutRow());
        position = isProof ? after : after.inDoubt();
        return page;
    }

    private void requireEnd(@Nullable Objection objection) {
        if (objection != null) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.of(objection.toString()).at(page(position)).withRemedy(READ_ON));
        }
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
        if (emptyPages > MOST_EMPTY_PAGES) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.of("the list must go on but had " + MOST_EMPTY_PAGES + " empty pages in a row")
                            .at(page(position))
                            .withRemedy(READ_ON));
        }
    }

    /** Why nothing is proven although the service told the time, or null. */
    public @Nullable Problem doubt() {
        return doubt;
    }

    /** Asks for a page as long as the position is before it; the first time, for what the filter hides as well. */
    private void ask(PagePosition from, @Nullable String token, AnswersAhead.Arrival<ReadAnswer> arrival) {
        boolean isFirst = from.pages() == 0 && Objects.equals(token, from.token());
        boolean hides = query.hidesOpen() && until.equals(slice.end());
        AsOf before = isFirst && hides ? hiddenOpen(from) : AsOf.UNKNOWN;
        Exchange.open((answer, sent) -> {
                    AsOf asOf = isFirst && !hides ? new AsOf(time.of(answer), 0) : before;
                    arrival.came(answer, new ReadAnswer(answer, time.now(), asOf));
                })
                .send(client, query.page(slice, until, token));
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

    private AnswersAhead.Link<ReadAnswer> arrived(CompletableFuture<AnswersAhead.Link<ReadAnswer>> asked) {
        try {
            return AnswersAhead.joined(asked);
        } catch (InvalidNextTokenException e) {
            throw new TokenRefusedException(page(position), e);
        } catch (AnswerLimitException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, e.problem().at(page(position)), e);
        } catch (SdkException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Refusal.of(e).at(page(position)), e);
        }
    }

    private CommandPage page(ReadAnswer read) {
        try {
            Optional<List<ReadInvocation>> list = InvocationParser.parse(read.answer());
            if (list.isEmpty()) {
                learnNoList(read.answer());
            }
            List<ReadInvocation> invocations = list.orElse(List.of()).stream()
                    .map(invocation -> placed(invocation, read.at()))
                    .toList();
            return new CommandPage(position.pages() + 1, invocations, read.at(), list.isPresent());
        } catch (AnswerLimitException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, e.problem().at(page(position)), e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, Refusal.unreadable(e).at(page(position)), e);
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
    private void learnNoList(Answer answer) throws IOException {
        List<String> instead = answer.members().stream()
                .filter(name -> !LIST_MEMBERS.contains(name))
                .toList();
        Problem said = Refusal.noList("CommandInvocations", instead).at(page(position));
        if (!instead.isEmpty() || (position.pages() == 0 && answer.nextToken() == null)) {
            throw new Failure(Failure.Kind.INCOMPLETE, said);
        }
        doubt = said;
    }

    /** The one that is asked for, or read, next from there. */
    private Place page(PagePosition at) {
        return slice.place().and("page " + (at.pages() + 1));
    }
}
