package io.ssmexport.job.slices;

import io.ssmexport.broker.BrokerQueue;
import io.ssmexport.broker.Receiving;
import io.ssmexport.failure.Failure;
import io.ssmexport.state.SliceReaders;
import io.ssmexport.wire.AnswersAhead;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The Spring Batch part of a worker: takes tickets off the queue and reads their lanes until it is stopped. */
public final class WorkerJob {

    private static final long POLL_MILLIS = 100;

    /** Every so many polls it is said what is being read here. */
    private static final long POLLS_A_SIGN = SliceReaders.SIGN.toMillis() / POLL_MILLIS;

    private final WorkerParts parts;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong lastBusy = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();

    public WorkerJob(WorkerParts parts) {
        this.parts = parts;
    }

    /**
     * Reads, and returns once it is asked to stop and all that was begun is committed.
     *
     * @param lanes read at the same time
     * @param untilIdle how long to wait for work, or null for as long as it takes
     * @param ready what to do before the first is taken
     * @throws Failure of kind USAGE if a run wants its slices to be read in another way than this worker's job file says
     */
    public void execute(BrokerQueue queue, int lanes, @Nullable Duration untilIdle, Runnable ready)
            throws InterruptedException {
        ExecutorService requests = AnswersAhead.threads("page");
        try (var context = BatchConfiguration.on(parts.state(), lanes)) {
            LaneReader reader =
                    new LaneReader(parts, context.getBean(BatchInfrastructure.class), requests, queue::isAnyWaiting);
            ready.run();
            Receiving receiving = queue.receive(lanes, text -> receive(reader, text), parts.progress()::note);
            try {
                awaitEnd(reader, untilIdle);
            } finally {
                receiving.close();
            }
        } finally {
            requests.shutdownNow();
        }
        @Nullable RuntimeException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
    }

    private void awaitEnd(LaneReader reader, @Nullable Duration untilIdle) throws InterruptedException {
        for (int poll = 1; !parts.stop().isRequested() && !isIdle(untilIdle); poll++) {
            if (poll % POLLS_A_SIGN == 0) {
                live(reader);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void live(LaneReader reader) {
        try {
            Set<SliceReaders.Turn> turns = reader.turns();
            parts.readers().live(turns);
            if (!turns.isEmpty() && parts.readers().endThoseThatStandStill() > 0) {
                parts.progress()
                        .note(
                                "a worker that stands still in the middle of a statement has lost its session in Postgres");
            }
        } catch (DataAccessException postgresIsAway) {
            // Whoever reads a slice waits for it.
        }
    }

    private boolean isIdle(@Nullable Duration untilIdle) {
        return untilIdle != null && busy.get() == 0 && System.nanoTime() - lastBusy.get() > untilIdle.toNanos();
    }

    private BrokerQueue.Answer receive(LaneReader reader, String text) {
        busy.incrementAndGet();
        try {
            return LaneTicket.parse(text).map(reader::read).orElse(BrokerQueue.Answer.DONE);
        } catch (RuntimeException e) {
            // A worker that can't do what is asked for leaves it to others, and says why.
            refusal.compareAndSet(null, e);
            parts.stop().request();
            return BrokerQueue.Answer.AGAIN;
        } finally {
            lastBusy.set(System.nanoTime());
            busy.decrementAndGet();
        }
    }
}
