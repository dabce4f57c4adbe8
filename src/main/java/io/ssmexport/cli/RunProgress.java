package io.ssmexport.cli;

import io.ssmexport.failure.Quantity;
import io.ssmexport.job.slices.Progress;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.io.PrintWriter;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Tells on standard error how a run goes on: a bar on a terminal, a line per slice elsewhere. */
final class RunProgress implements Progress, AutoCloseable {

    /** The bar draws itself anew below what is told. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private final LongAdder pages = new LongAdder();
    private final LongAdder rows = new LongAdder();

    private RunProgress(PrintWriter err, @Nullable ProgressBar bar) {
        this.err = err;
        this.bar = bar;
    }

    /** The launcher says whether standard error is a terminal; Java can't tell. */
    static RunProgress of(PrintWriter err) {
        boolean terminal = Boolean.getBoolean("ssm-export.terminal");
        return new RunProgress(
                err,
                terminal
                        ? new ProgressBarBuilder()
                                .setTaskName("slices")
                                .setInitialMax(0)
                                .continuousUpdate()
                                .build()
                        : null);
    }

    @Override
    public synchronized void note(String line) {
        if (bar != null) {
            err.print(CLEAR_LINE);
        }
        err.println(line);
        err.flush();
    }

    @Override
    public void planned(int slices) {
        if (bar != null) {
            bar.maxHint(bar.getMax() + slices);
        } else {
            note(Quantity.of(slices, "slice") + " to read");
        }
    }

    @Override
    public void page(Slice slice, RowPage page) {
        pages.increment();
        rows.add(page.rows());
        if (bar != null) {
            long seconds = Math.max(1, bar.getElapsedAfterStart().toSeconds());
            bar.setExtraMessage(Quantity.of(pages.sum(), "page") + ", " + Quantity.of(rows.sum(), "row") + ", "
                    + rows.sum() / seconds + " rows/s");
        }
    }

    @Override
    public void exported(Slice slice, SliceExport export) {
        if (bar != null) {
            bar.step();
        } else {
            note("[" + slice + "] " + Quantity.of(export.invocations(), "invocation") + ", "
                    + Quantity.of(export.rows(), "row")
                    + (export.openInvocations() > 0 ? ", " + export.openInvocations() + " still open" : "")
                    + (export.keptInvocations() > 0
                            ? ", " + export.keptInvocations() + " kept that AWS no longer returns"
                            : ""));
        }
    }

    @Override
    public void failed(Slice slice) {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
