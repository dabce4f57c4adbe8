package io.ssmexport.job.slices;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.failure.LastResort;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.VolumeFull;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.StopSignal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets slices be read: so many at a time, of sources that have not refused one, until the run is stopped or something that
 * concerns all slices happens. Thread-safe.
 */
public final class Gate {

    private final StopSignal stop;
    private final Semaphore turns;
    private final Refusals refusals;
    private final AtomicReference<@Nullable Failure> interruption = new AtomicReference<>();
    private final AtomicReference<@Nullable Error> died = new AtomicReference<>();
    private final AtomicReference<@Nullable Problem> full = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * Gate of a run.
     *
     * @param parallel slices that are read at the same time
     */
    public Gate(int parallel, StopSignal stop) {
        this(parallel, stop, new Refusals());
    }

    /** Gate that knows what others learned of the sources. */
    Gate(int parallel, StopSignal stop, Refusals refusals) {
        this.turns = new Semaphore(parallel, true);
        this.stop = stop;
        this.refusals = refusals;
    }

    /** Reads a slice. */
    interface Turn {
        void read() throws Exception;
    }

    StopSignal stop() {
        return stop;
    }

    /** Whether a slice may still begin. */
    boolean isOpen() {
        return !closed && !stop.isRequested();
    }

    /**
     * Reads in turn. What one slice learns of its source in its turn, those whose turn comes after it know.
     *
     * @throws Failure of kind INCOMPLETE if the source refused a slice before
     */
    void pass(Source source, Turn turn) throws Exception {
        turns.acquire();
        try {
            refusals.check(source);
            turn.read();
        } catch (Exception e) {
            refusals.learn(source, e);
            throw e;
        } finally {
            turns.release();
        }
    }

    /** Starts no more slices, because the state of none can be saved. */
    void close() {
        closed = true;
    }

    /** Starts no more slices, because none can be written, and gives all that fail for that the same words. */
    Problem full(VolumeFull volume) {
        close();
        Problem problem = volume.problem();
        Problem first = full.compareAndExchange(null, problem);
        return first == null ? problem : first;
    }

    /** Whether that is why. */
    boolean isFull() {
        return full.get() != null;
    }

    /** Starts no more slices: the run has to be begun again once Postgres is there. */
    void interrupted(Slice slice, Throwable passing) {
        interruption.compareAndSet(null, PostgresProblem.failure(INCOMPLETE, slice.toString(), passing));
        close();
    }

    /** Ends the run soon, and the process if that takes too long, because of an error of the Java machine. */
    void died(Error error) {
        LastResort.endAfter(error, FatalError.EXIT_CODE);
        died.compareAndSet(null, error);
        stop.request();
    }

    /**
     * Throws what ends the run, if anything did.
     *
     * @throws Failure of kind INCOMPLETE if Postgres interrupted a slice, which may go on in a moment
     */
    void requireWhole() {
        @Nullable Error error = died.get();
        if (error != null) {
            throw error;
        }
        @Nullable Failure interrupted = interruption.get();
        if (interrupted != null) {
            throw interrupted;
        }
    }
}
