package io.ssmexport.cli;

import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.job.slices.Progress;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Tells on standard error how a run goes on: a bar on a terminal, a line per slice elsewhere. */
final class RunProgress implements Progress, AutoCloseable {

    /** The bar draws itself anew below what is told. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Log log;
    private final @Nullable ProgressBar bar;
    private final LongAdder pages = new LongAdder();
    private final LongAdder rows = new LongAdder();
    /** Command that starts a worker for this run; empty for a worker itself. */
    private final String worker;

    private volatile String readers = "";

    private RunProgress(Log log, String worker, @Nullable ProgressBar bar) {
        this.log = log;
        this.worker = worker;
        this.bar = bar;
    }

    /**
     * Of a run.
     *
     * @param worker the command that starts a worker for it
     */
    static RunProgress of(Log log, String worker) {
        return new RunProgress(
                log,
                worker,
                log.isKept()
                        ? null
                        : new ProgressBarBuilder()
                                .setTaskName("slices")
                                .setInitialMax(0)
                                .continuousUpdate()
                                .build());
    }

    /** Of a worker, with a line for each slice on a terminal too, also for one that fails. */
    static RunProgress ofWorker(Log log) {
        return new RunProgress(log, "", null);
    }

    @Override
    public void note(String line) {
        tell(LogLine.of(LogEvent.NOTE, line));
    }

    private synchronized void tell(LogLine line) {
        if (bar != null) {
            log.print(CLEAR_LINE);
        }
        log.tell(line);
        log.flush();
    }

    @Override
    public void planned(int slices) {
        if (bar != null) {
            bar.maxHint(bar.getMax() + slices);
        } else {
            tell(LogLine.of(LogEvent.PLANNED, Quantity.of(slices, "slice") + " to read")
                    .with("slices", slices));
        }
    }

    @Override
    public void page(Slice slice, RowPage page) {
        pages(1, page.rows());
    }

    @Override
    public void pages(long morePages, long moreRows) {
        pages.add(morePages);
        rows.add(moreRows);
        show();
    }

    private void show() {
        if (bar != null) {
            long seconds = Math.max(1, bar.getElapsedAfterStart().toSeconds());
            bar.setExtraMessage(Quantity.of(pages.sum(), "page") + ", " + Quantity.of(rows.sum(), "row") + ", "
                    + rows.sum() / seconds + " rows/s" + readers);
        }
    }

    @Override
    public void readers(int workers) {
        String now = workers == 0 ? ", no worker" : ", " + Quantity.of(workers, "worker");
        if (!now.equals(readers)) {
            readers = now;
            show();
        }
    }

    @Override
    public void waitsForWorker(Duration nobody) {
        note("waiting for a worker: none has read for " + Quantity.of(nobody) + "; start one with: " + worker);
    }

    @Override
    public void exported(Slice slice, SliceExport export) {
        if (bar != null) {
            bar.step();
        } else {
            tell(exported(export, "[" + slice + "] ")
                    .with("account", slice.account())
                    .with("region", slice.region())
                    .with("start", slice.start().toString())
                    .with("invocations", export.invocations())
                    .with("rows", export.rows())
                    .with("open", export.openInvocations())
                    .with("kept", export.keptInvocations()));
        }
    }

    private static LogLine exported(SliceExport export, String place) {
        return LogLine.of(
                LogEvent.EXPORTED,
                place + Quantity.of(export.invocations(), "invocation") + ", " + Quantity.of(export.rows(), "row")
                        + (export.openInvocations() > 0 ? ", " + export.openInvocations() + " still open" : "")
                        + (export.keptInvocations() > 0
                                ? ", " + export.keptInvocations() + " kept that AWS no longer returns"
                                : ""));
    }

    @Override
    public void failed(Slice slice, Problem problem) {
        if (bar != null) {
            bar.step();
        } else if (worker.isEmpty()) {
            boolean names = problem.place() != null
                    && !problem.place().equals(Source.of(slice).place());
            FailureText.lines(Map.of(slice, names ? problem : problem.at(slice.place())))
                    .forEach(this::tell);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
