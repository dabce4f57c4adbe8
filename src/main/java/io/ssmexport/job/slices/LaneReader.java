package io.ssmexport.job.slices;

import io.ssmexport.broker.BrokerQueue.Answer;
import io.ssmexport.failure.Cause;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.postgres.Patience;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.HandedOut;
import io.ssmexport.state.SliceReaders;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.retry.RetryTemplate;

/** A worker's reading of lanes that runs hand out. */
final class LaneReader {

    /** As often it is looked whether lanes wait that nobody reads; then one that is read is put back, and they have their turn. */
    private static final Duration STRETCH = Duration.ofSeconds(1);

    /** After that one is put back anyway, for a worker that has come meanwhile. Each move forgets its rate. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A slice whose readers die, one after the other without a commit, is left alone after so many. */
    private static final int MOST_BEGUN = 4;

    private final WorkerParts parts;
    private final BatchInfrastructure batch;
    private final Executor requests;
    private final BooleanSupplier othersWait;
    private final SliceReaders readers;
    private final HandedOut slices;
    private final Map<Source, ReentrantLock> lanes = new ConcurrentHashMap<>();
    private final Map<Long, Refusals> refusals = new ConcurrentHashMap<>();
    private final Set<SliceReaders.Turn> turns = ConcurrentHashMap.newKeySet();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong throttles = new AtomicLong();

    /**
     * Reader of a worker.
     *
     * @param othersWait whether there are lanes that nobody reads
     */
    LaneReader(WorkerParts parts, BatchInfrastructure batch, Executor requests, BooleanSupplier othersWait) {
        this.parts = parts;
        this.batch = batch;
        this.requests = requests;
        this.othersWait = othersWait;
        this.readers = parts.readers();
        this.slices = new HandedOut(parts.state().dataSource());
    }

    /** What this process reads at the moment. */
    Set<SliceReaders.Turn> turns() {
        return turns;
    }

    /**
     * Reads slices of a lane, for a while.
     *
     * @throws Failure of kind USAGE if the run that hands it out wants it to be read in another way
     */
    Answer read(LaneTicket ticket) {
        if (parts.stop().isRequested()) {
            return Answer.AGAIN;
        }
        // A ticket can come twice, when the broker has been away.
        ReentrantLock lane = lanes.computeIfAbsent(ticket.lane(), key -> new ReentrantLock());
        lane.lock();
        try {
            // As long as Postgres is away, so is all that says whose the lane is.
            return new RetryTemplate(new Patience(parts.figures()::done)).invoke(() -> readLane(ticket));
        } finally {
            lane.unlock();
        }
    }

    private Answer readLane(LaneTicket ticket) {
        long begun = System.nanoTime();
        long looked = begun;
        while (true) {
            if (!readers.isCurrent(ticket.taken())) {
                return Answer.DONE;
            }
            Optional<Long> next = slices.next(ticket.jobExecution(), ticket.lane());
            if (next.isEmpty() || !readSlice(ticket, next.get())) {
                return Answer.DONE;
            }
            if (parts.stop().isRequested()) {
                return Answer.AGAIN;
            }
            long now = System.nanoTime();
            if (now - looked > STRETCH.toNanos()) {
                if (now - begun > LONGEST.toNanos() || othersWait.getAsBoolean()) {
                    return Answer.AGAIN;
                }
                looked = now;
            }
        }
    }

    /** False if somebody else has it, or the whole lane, now. */
    private boolean readSlice(LaneTicket ticket, long step) {
        Optional<SliceReaders.Turn> taken = readers.take(ticket.taken(), step);
        if (taken.isEmpty()) {
            return false;
        }
        SliceReaders.Turn turn = taken.get();
        turns.add(turn);
        try {
            return readers.within(turn, () -> readSlice(turn));
        } catch (RuntimeException e) {
            if (e instanceof Failure busy && busy.kind() == Failure.Kind.BUSY) {
                // What was written is committed or undone. Whoever has the slice now goes on with it.
                parts.progress().note(String.valueOf(busy.getMessage()));
                return false;
            }
            readers.excuse(turn);
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            turns.remove(turn);
        }
    }

    @SuppressWarnings(
            "NullAway") // A step that goes on has no end, which Spring Batch reads as null, but doesn't annotate.
    private static void goesOn(StepExecution step) {
        step.setStatus(BatchStatus.STARTED);
        step.setEndTime(null);
    }

    private boolean readSlice(SliceReaders.Turn turn) {
        StepExecution step = Objects.requireNonNull(batch.jobRepository().getStepExecution(turn.step()));
        Slice slice = SlicePartition.planned(step.getExecutionContext()).slice();
        Sink sink = parts.sink().open(RunTerms.of(step.getJobExecution().getExecutionContext()));
        sink.lookAgain(slice);
        goesOn(step);
        step.setExitStatus(ExitStatus.EXECUTING);
        OneSlice one = new OneSlice(turn, step, slice, sink);
        if (turn.begun() > MOST_BEGUN) {
            one.fail(Problem.of("nothing came of it for " + (turn.begun() - 1) + " workers in a row, which all died")
                    .at(slice.place())
                    .withRemedy("look why in their logs: too little memory, for example; then run again"));
            return true;
        }
        return one.read();
    }

    private long more(AtomicLong known, long count) {
        return Math.max(0, count - known.getAndSet(count));
    }

    /** One slice in one turn. */
    private final class OneSlice {

        private final SliceReaders.Turn turn;
        private final StepExecution step;
        private final Slice slice;
        private final Gate gate;
        private final RunFigures figures = new RunFigures();
        private final Tally tally;
        private final SliceWorker worker;

        OneSlice(SliceReaders.Turn turn, StepExecution step, Slice slice, Sink sink) {
            this.turn = turn;
            this.step = step;
            this.slice = slice;
            this.gate = new Gate(1, parts.stop(), refusals.computeIfAbsent(turn.lock(), lock -> new Refusals()));
            this.tally = new Tally(figures, parts.progress(), () -> {});
            SliceWork work = new SliceWork(
                    parts.clients(),
                    parts.query(),
                    parts.printed().countedIn(figures),
                    sink,
                    parts.pagesPerCommit(),
                    gate,
                    tally);
            long run = Objects.requireNonNull(
                    step.getJobExecution().getJobParameters().getLong("run"));
            Publishing publishing =
                    new Publishing(work, parts.ledger(), run, batch, (published, export) -> report(outcome(export)));
            this.worker = new SliceWorker(work, publishing, batch, requests, () -> !readers.isMine(turn));
        }

        private SliceOutcome outcome(@Nullable SliceExport export) {
            figures.retried(more(retries, parts.clients().retries()));
            figures.throttled(more(throttles, parts.clients().throttles()));
            return tally.outcome(parts.name(), slice, export, gate.isFull());
        }

        private void report(SliceOutcome outcome) {
            parts.figures().told(outcome);
            readers.report(turn, outcome.text());
        }

        /** False if somebody else has it now. */
        boolean read() {
            try {
                worker.execute(step);
                gate.requireWhole();
                return settle();
            } catch (Exception e) {
                return goOn(e);
            }
        }

        private boolean settle() {
            if (!readers.isMine(turn)) {
                return givenUp();
            }
            if (step.getStatus() == BatchStatus.STOPPED) {
                readers.excuse(turn);
            } else if (step.getStatus() != BatchStatus.COMPLETED) {
                report(outcome(null));
            }
            return true;
        }

        private boolean givenUp() {
            parts.progress().note("[" + slice + "] is another worker's now");
            return false;
        }

        /** Once Postgres is back, as if nothing was, if nobody has taken over meanwhile. */
        private boolean goOn(Exception interrupted) {
            if (interrupted instanceof Failure busy && busy.kind() == Failure.Kind.BUSY) {
                // What was written is committed or undone. Whoever has the slice now goes on with it.
                parts.progress().note("[" + slice + "] " + busy.getMessage());
                return false;
            }
            if (!PostgresProblem.isPassing(interrupted)) {
                throw interrupted instanceof RuntimeException known ? known : new IllegalStateException(interrupted);
            }
            parts.progress().note("[" + slice + "] interrupted (" + Cause.root(interrupted) + "), goes on in a moment");
            RetryTemplate attempts = new RetryTemplate(new Patience(() -> 0));
            return attempts.invoke(() -> {
                if (!readers.isMine(turn)) {
                    return givenUp();
                }
                StepExecution saved =
                        Objects.requireNonNull(batch.jobRepository().getStepExecution(turn.step()));
                goesOn(saved);
                batch.jobRepository().update(saved);
                readers.excuse(turn);
                return true;
            });
        }

        void fail(Problem problem) {
            tally.failed(slice, problem);
            report(outcome(null));
            step.setStatus(BatchStatus.FAILED);
            batch.jobRepository().update(step);
        }
    }
}
