package io.ssmexport.job.slices;

import io.ssmexport.failure.Quantity;

/**
 * What a worker did of a run.
 *
 * @param slices that it read to their ends
 * @param failed slices that failed there
 * @param pages that it read
 * @param retries attempts beyond the first of each request
 * @param throttles those of them that the service made necessary because there were too many
 */
public record WorkerFigures(long slices, long failed, long pages, long retries, long throttles) {

    public static final WorkerFigures NONE = new WorkerFigures(0, 0, 0, 0, 0);

    static WorkerFigures of(SliceOutcome outcome) {
        return new WorkerFigures(
                outcome.export() == null ? 0 : 1,
                outcome.problem() == null ? 0 : 1,
                outcome.pages(),
                outcome.retries(),
                outcome.throttles());
    }

    /** Pages of slices that it did not end. */
    static WorkerFigures ofPages(long pages) {
        return new WorkerFigures(0, 0, pages, 0, 0);
    }

    public WorkerFigures plus(WorkerFigures more) {
        return new WorkerFigures(
                slices + more.slices,
                failed + more.failed,
                pages + more.pages,
                retries + more.retries,
                throttles + more.throttles);
    }

    /** For people. */
    public String text() {
        return Quantity.of(slices, "slice") + ", " + failed + " failed, " + Quantity.of(pages, "page") + ", "
                + Quantity.of(retries, "retry", "retries") + (throttles == 0 ? "" : ", " + throttles + " throttled");
    }
}
