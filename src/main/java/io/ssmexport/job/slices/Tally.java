package io.ssmexport.job.slices;

import io.ssmexport.failure.Problem;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.ReadInvocation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What becomes of the slices of a run: it is counted and told as it happens. Thread-safe. */
public final class Tally {

    private final RunFigures figures;
    private final Progress progress;
    private final Runnable recorded;
    private final long pagesBefore;
    private final Set<Slice> failed = ConcurrentHashMap.newKeySet();
    private final Map<Slice, Problem> doubts = new ConcurrentHashMap<>();

    /**
     * Tally of a run.
     *
     * @param recorded what to do after each slice that the ledger has
     */
    public Tally(RunFigures figures, Progress progress, Runnable recorded) {
        this.figures = figures;
        this.progress = progress;
        this.recorded = recorded;
        this.pagesBefore = figures.pages();
    }

    void planned(int slices) {
        progress.planned(slices);
    }

    void note(String line) {
        progress.note(line);
    }

    void page(Slice slice, RowPage page) {
        figures.page();
        progress.page(slice, page);
    }

    /** So many pages were committed by workers. */
    void pages(long count) {
        figures.pages(count);
        progress.pages(count, 0);
    }

    /** A worker committed so many pages of a slice, which is another's or nobody's now. */
    void leftBy(String worker, long count) {
        figures.leftBy(worker, count);
    }

    void readers(int workers) {
        progress.readers(workers);
    }

    void waitsForWorker(Duration nobody) {
        progress.waitsForWorker(nobody);
    }

    /** What a worker says of a slice that is over. */
    void told(Slice slice, SliceOutcome outcome) {
        figures.told(outcome);
        if (outcome.doubt() != null) {
            doubted(slice, outcome.doubt());
        }
        if (outcome.export() != null) {
            progress.pages(0, outcome.export().rows());
            exported(slice, outcome.export());
        } else if (outcome.problem() != null) {
            failed(slice, outcome.problem());
        }
    }

    /** What this process says of a slice to the run that handed it out. */
    SliceOutcome outcome(String worker, Slice slice, @Nullable SliceExport export, boolean full) {
        return figures.outcome(worker, export, figures.failures().get(slice), doubts.get(slice), full);
    }

    void strange(ReadInvocation read) {
        figures.strange(read);
    }

    void committed() {
        figures.committed();
    }

    void resumeAt(@Nullable String token) {
        figures.resumeAt(token);
    }

    /** Says that a slice which is about to be exported has to be read again, and why. */
    void doubted(Slice slice, Problem doubt) {
        doubts.put(slice, doubt);
    }

    void exported(Slice slice, SliceExport export) {
        figures.exported(slice, export);
        @Nullable Problem doubt = doubts.get(slice);
        if (doubt != null) {
            figures.failed(slice, doubt);
        }
        progress.exported(slice, export);
        recorded.run();
    }

    void failed(Slice slice, Problem problem) {
        failed.add(slice);
        figures.failed(slice, problem);
        progress.failed(slice, problem);
    }

    /** Slices that failed. */
    Set<Slice> failed() {
        return failed;
    }

    /** Whether no slice failed, and none has to be read again. */
    boolean isComplete() {
        return failed.isEmpty() && doubts.isEmpty();
    }

    /** Whether that holds for the slices of an earlier run too that this process took up again before. */
    boolean isSuccess() {
        return isComplete() && figures.failures().isEmpty();
    }

    /** Whether any page was read. */
    boolean hasPages() {
        return figures.pages() > pagesBefore;
    }
}
