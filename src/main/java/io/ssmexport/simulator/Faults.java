package io.ssmexport.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, and when. Faults can be set while the simulator runs, by any thread. An nth request or page is counted
 * from the moment its fault was set; 1 means every one, 0 none. Only requests to SSM count.
 */
public final class Faults {

    private final Every throttle = new Every();
    private final Every fail = new Every();
    private final Every stall = new Every();
    private final Every cut = new Every();
    private final Every shortPage = new Every();
    private final Every emptyPage = new Every();
    private final Every notJson = new Every();
    private final Every duplicate = new Every();
    private final Every noList = new Every();
    private final Every gateway = new Every();
    private final RateLimit rate = new RateLimit();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> sentBefore = new ConcurrentHashMap<>();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicInteger tokenGeneration = new AtomicInteger();
    private volatile Duration stallFor = Duration.ZERO;
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration listedLate = Duration.ZERO;
    private volatile Duration narrower = Duration.ZERO;
    private volatile int traceNth;
    private volatile int repeatAfter;
    private volatile int cycleAfter;
    private volatile int expireAfter;
    private volatile boolean denySts;

    private Faults() {}

    public static Faults none() {
        return new Faults();
    }

    /**
     * Reads faults as the command line has them, such as {@code throttle=10}.
     *
     * @throws IllegalArgumentException naming the fault, and those that exist
     */
    public static Faults parse(List<String> settings) {
        Faults faults = new Faults();
        settings.forEach(faults::set);
        return faults;
    }

    /**
     * Sets one fault as the command line has it, such as {@code stall=7:30s}.
     *
     * @throws IllegalArgumentException naming the fault, and those that exist
     */
    public void set(String setting) {
        Fault.apply(setting, this);
    }

    /** Refuses every nth request with ThrottlingException. */
    public void throttleEvery(int nth) {
        throttle.nth(nth);
    }

    /** Refuses every nth request with InternalServerError, status 500. */
    public void failEvery(int nth) {
        fail.nth(nth);
    }

    /** Holds every nth response back for that long. */
    public void stallEvery(int nth, Duration duration) {
        stallFor = duration;
        stall.nth(nth);
    }

    /** Closes the connection in the middle of every nth response. */
    public void cutEvery(int nth) {
        cut.nth(nth);
    }

    /** Puts half as many invocations as were asked for into every nth page, at least one. */
    public void shortPageEvery(int nth) {
        shortPage.nth(nth);
    }

    /** Puts no invocations into every nth page, which still has a token if there are any left. */
    public void emptyPageEvery(int nth) {
        emptyPage.nth(nth);
    }

    /** Takes that long over every response. */
    public void latency(Duration duration) {
        latency = duration;
    }

    /** Refuses all tokens that were given out until now, those of earlier simulators with other faults too. */
    public void expireTokens() {
        tokenGeneration.incrementAndGet();
    }

    /** Refuses tokens after that many further pages; 0 keeps them. */
    public void expireTokensAfter(int pages) {
        expireAfter = Every.requireNotNegative(pages);
    }

    /** From the page after that one of a list on, answers with the token that was sent, for ever; 0 for never. */
    public void repeatTokenAfter(int page) {
        repeatAfter = Every.requireNotNegative(page);
    }

    /** From the page after that one of a list on, answers with two tokens in turn, for ever; 0 for never. */
    public void cycleTokensAfter(int page) {
        cycleAfter = Every.requireNotNegative(page);
    }

    /** Refuses requests to a region, or of an account and for its roles, with AccessDeniedException. */
    public void deny(String regionOrAccount) {
        denied.add(regionOrAccount);
    }

    /** Takes {@link #deny} back. */
    public void allow(String regionOrAccount) {
        denied.remove(regionOrAccount);
    }

    /** Whether all requests to STS are refused with AccessDenied. */
    public void denySts(boolean deny) {
        denySts = deny;
    }

    /** Throttles what goes beyond that many requests a second in one account and region; 0 for no limit. */
    public void requestsPerSecond(double limit) {
        rate.set(limit);
    }

    /** Answers every nth request with a page of HTML and status 200. */
    public void notJsonEvery(int nth) {
        notJson.nth(nth);
    }

    /** Begins every nth page with the last invocation of the page before it. */
    public void duplicateEvery(int nth) {
        duplicate.nth(nth);
    }

    /** Leaves the list out of every nth answer, not its token. */
    public void noListEvery(int nth) {
        noList.nth(nth);
    }

    /** Answers every nth request with status 200 and the words of something else than the service. */
    public void gatewayEvery(int nth) {
        gateway.nth(nth);
    }

    /** Lists commands only so long after they were requested; meanwhile they run. */
    public void listedLate(Duration delay) {
        listedLate = delay;
    }

    /**
     * Takes InvokedAfter for so much later, and InvokedBefore for so much earlier, than they say: a millisecond excludes
     * what was requested just then, seconds shift the bounds. Negative, the list has more than was asked for.
     */
    public void narrowWindow(Duration narrower) {
        this.narrower = narrower;
    }

    /** Has every nth invocation, always the same ones, say in its TraceOutput why it failed; 0 for none. */
    public void traceEvery(int nth) {
        traceNth = Every.requireNotNegative(nth);
    }

    void beforeAnswer(Signer signer, String operation) throws ServiceError {
        if (denies(signer.region()) || denies(signer.account())) {
            throw ServiceError.badRequest(
                    "AccessDeniedException",
                    String.format(
                            Locale.ROOT,
                            "User: %s is not authorized to perform: ssm:%s on resource: arn:aws:ssm:%s:%s:*",
                            signer.arn(),
                            operation,
                            signer.region(),
                            signer.account()));
        }
        if (throttle.picks() || !rate.allows(signer, System.nanoTime())) {
            throw ServiceError.throttling();
        }
        if (fail.picks()) {
            throw new ServiceError(500, "InternalServerError", "Internal Server Error");
        }
    }

    /** How long the next response has to wait. */
    Duration delay() {
        return stall.picks() ? latency.plus(stallFor) : latency;
    }

    boolean cuts() {
        return cut.picks();
    }

    boolean garbles() {
        return notJson.picks();
    }

    int pageSize(int maxResults) {
        int size = shortPage.picks() ? Math.max(1, maxResults / 2) : maxResults;
        return emptyPage.picks() ? 0 : size;
    }

    boolean duplicates() {
        return duplicate.picks();
    }

    /** Commands that were requested since that time are not listed yet; in epoch milliseconds. */
    long listedUntil(long now) {
        return now - listedLate.toMillis();
    }

    /** How a request's bounds are taken. */
    CheckedRequest bounded(CheckedRequest query) {
        return query.narrower(narrower.toMillis());
    }

    boolean traces(Invocation invocation) {
        return traceNth > 0 && Long.remainderUnsigned(invocation.hash(), traceNth) == 0;
    }

    boolean leavesListOut() {
        return noList.picks();
    }

    boolean isGateway() {
        return gateway.picks();
    }

    /**
     * Token of the page after this one.
     *
     * @param sent token of this page, or null for the first
     * @param next what should be sent
     */
    String token(@Nullable String sent, PageToken next) {
        if (sent == null) {
            sentBefore.remove(next.selection());
            return next.encode();
        }
        if (repeatAfter > 0 && next.page() > repeatAfter) {
            return sent;
        }
        @Nullable String before = sentBefore.put(next.selection(), sent);
        return before != null && cycleAfter > 0 && next.page() > cycleAfter ? before : next.encode();
    }

    /** Number of the page that is being asked for, from 1. */
    long countPage() {
        return pages.incrementAndGet();
    }

    int tokenGeneration() {
        return tokenGeneration.get();
    }

    boolean expired(PageToken token, long page) {
        return token.generation() < tokenGeneration.get() || (expireAfter > 0 && page - token.issued() > expireAfter);
    }

    boolean denies(String regionOrAccount) {
        return denied.contains(regionOrAccount);
    }

    boolean deniesSts() {
        return denySts;
    }
}
