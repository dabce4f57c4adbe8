package io.ssmexport.cli;

import io.ssmexport.failure.Quantity;
import io.ssmexport.job.slices.RunFigures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The last lines of a run: what failed and what to do about it, what has to be looked after, and what was done.
 *
 * @param isStopped whether a signal ended it
 */
record RunEnding(RunFigures figures, boolean isStopped, Duration took) {

    /**
     * Tells all.
     *
     * @param exitCode unless a signal decides it
     * @param arguments those of the run
     */
    void tell(Log log, int exitCode, List<String> arguments) {
        FailureText.lines(figures.failures()).forEach(log::tell);
        if (!figures.failures().isEmpty() || isStopped) {
            log.tellIfKept(LogLine.of(LogEvent.NEXT, NextRuns.same(arguments)));
        }
        figures.warnings().forEach(line -> log.tell(LogLine.of(LogEvent.WARNING, line)));
        if (!figures.redactions().isEmpty()) {
            log.tell(LogLine.of(
                    LogEvent.REDACTED,
                    figures.redactions().entrySet().stream()
                            .map(rule -> rule.getValue() + " " + rule.getKey())
                            .collect(Collectors.joining(", "))));
        }
        figures.strange().forEach(values -> log.tell(LogLine.of(LogEvent.STRANGE, values.text())));
        figures.workers()
                .forEach((worker, did) -> log.tell(LogLine.of(LogEvent.WORKER, worker + ": " + did.text())
                        .with("worker", worker)
                        .with(did)));
        int code = isStopped ? Signals.exitCode() : exitCode;
        log.tell(LogLine.of(LogEvent.ENDED, summary() + (log.isKept() ? ", exit code " + code : ""))
                .with("exitCode", code)
                .with("seconds", seconds(took))
                .with("slices", figures.slices())
                .with("failed", figures.failures().size())
                .with("invocations", figures.invocations())
                .with("open", figures.open())
                .with("kept", figures.kept())
                .with("rows", figures.rows())
                .with("bytes", figures.bytes())
                .with("pages", figures.pages())
                .with("retries", figures.retries()));
    }

    /** That of a run which failed as a whole, after what was wrong was told. */
    static void failed(Log log, int exitCode, Duration took) {
        log.tellIfKept(LogLine.of(
                        LogEvent.ENDED,
                        String.format(Locale.ROOT, "failed: %.1f s, exit code %d", seconds(took), exitCode))
                .with("exitCode", exitCode)
                .with("seconds", seconds(took)));
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d failed, %s (%d open, %d kept), %s, %s, %s, %s, %.1f s%s",
                isStopped ? "stopped, run again" : figures.failures().isEmpty() ? "done" : "incomplete, run again",
                Quantity.of(figures.slices(), "slice"),
                figures.failures().size(),
                Quantity.of(figures.invocations(), "invocation"),
                figures.open(),
                figures.kept(),
                Quantity.of(figures.rows(), "row"),
                Quantity.of(figures.bytes(), "byte"),
                Quantity.of(figures.pages(), "page"),
                Quantity.of(figures.retries(), "retry", "retries"),
                seconds(took),
                figures.resumeToken() == null ? "" : ", next token " + figures.resumeToken());
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
