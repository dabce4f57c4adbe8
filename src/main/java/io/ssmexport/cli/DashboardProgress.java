package io.ssmexport.cli;

import io.ssmexport.failure.Quantity;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Tells on a terminal how far the reading for a page is; elsewhere its end is told soon enough. */
record DashboardProgress(@Nullable ProgressBar bar) implements AutoCloseable {

    static DashboardProgress of() {
        return new DashboardProgress(
                Main.isTerminal()
                        ? new ProgressBarBuilder()
                                .setTaskName("reading")
                                .setInitialMax(-1)
                                .hideEta()
                                .build()
                        : null);
    }

    void counted(long invocations) {
        if (bar != null) {
            bar.stepTo(invocations);
            bar.setExtraMessage(Quantity.of(invocations, "invocation"));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            Objects.requireNonNull(bar).close();
        }
    }
}
