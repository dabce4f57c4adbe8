package io.ssmexport.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmexport.coverage.Standing;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.job.slices.StrangeColumn;
import io.ssmexport.report.RunReport.Outcome;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as metrics in Prometheus' text format. All are gauges: a process that ends has no counters that go on. The label
 * {@code name} is the job's.
 */
final class RunMetrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RunEnd end;
    private final RunFigures figures;

    private RunMetrics(RunEnd end, RunFigures figures) {
        this.end = end;
        this.figures = figures;
        registry.config().commonTags("name", end.name());
    }

    static String text(RunEnd end, RunFigures figures) {
        RunMetrics metrics = new RunMetrics(end, figures);
        metrics.run();
        metrics.counts();
        metrics.strange();
        metrics.workers();
        if (end.standing() != null) {
            metrics.standing(end.standing());
        }
        return metrics.registry.scrape();
    }

    private void run() {
        gauge("last.run.start.timestamp", "When the last run began", seconds(end.startedAt()));
        gauge("last.run.timestamp", "When the last run ended", seconds(end.endedAt()));
        gauge(
                "last.run.duration",
                "How long the last run took",
                Duration.between(end.startedAt(), end.endedAt()).toMillis() / 1000.0);
        figures.clockAhead()
                .ifPresent(ahead -> gauge(
                        "last.run.clock.ahead",
                        "How far the machine's clock was ahead of the service's, negative where it was behind",
                        ahead.toMillis() / 1000.0));
        count("last.run.success", "Whether the last run did all that it had to", end.outcome() == Outcome.DONE ? 1 : 0);
        for (Outcome outcome : Outcome.values()) {
            count(
                    "last.run.outcome",
                    "How the last run ended: 1 for the outcome that it had",
                    end.outcome() == outcome ? 1 : 0,
                    "outcome",
                    outcome.name().toLowerCase(Locale.ROOT));
        }
    }

    private void counts() {
        String slices =
                "Slices of the last run: exported, failed, skipped because sealed, or expired before they were read";
        count("last.run.slices", slices, figures.slices(), "result", "exported");
        count("last.run.slices", slices, figures.failures().size(), "result", "failed");
        count("last.run.slices", slices, figures.skipped(), "result", "skipped");
        count("last.run.slices", slices, figures.expired(), "result", "expired");
        failuresBySource()
                .forEach((source, failed) -> count(
                        "last.run.failed.slices",
                        "Slices of the last run that failed, by account and region",
                        failed,
                        "account",
                        source.account(),
                        "region",
                        source.region()));
        count("last.run.pages", "Pages that the last run read", figures.pages());
        count("last.run.invocations", "Invocations in the slices that the last run exported", figures.invocations());
        count("last.run.open.invocations", "Invocations in its slices that had not ended", figures.open());
        count("last.run.kept.invocations", "Invocations kept although AWS no longer returned them", figures.kept());
        count("last.run.rows", "Rows in the slices that the last run exported", figures.rows());
        count("last.run.bytes", "Bytes of the files that the last run wrote", figures.bytes());
        count("last.run.retries", "Attempts of the last run beyond the first of each request", figures.retries());
        count("last.run.throttles", "Attempts of the last run that AWS throttled", figures.throttles());
        figures.redactions()
                .forEach((rule, masked) -> count(
                        "last.run.redactions", "Secrets that the last run masked, by rule", masked, "rule", rule));
    }

    private void strange() {
        for (StrangeColumn values : figures.strange()) {
            count(
                    "last.run.strange.values",
                    "Values of the last run that their column could not hold",
                    values.count(),
                    "column",
                    values.column(),
                    "became",
                    values.became());
        }
    }

    /** Without a broker none. */
    private void workers() {
        figures.workers().forEach((worker, did) -> {
            String slices = "Slices of the last run that a worker read, or that failed there";
            count("last.run.worker.slices", slices, did.slices(), "worker", worker, "result", "exported");
            count("last.run.worker.slices", slices, did.failed(), "worker", worker, "result", "failed");
            count("last.run.worker.pages", "Pages of the last run that a worker read", did.pages(), "worker", worker);
            count("last.run.worker.retries", "Retries of the last run in a worker", did.retries(), "worker", worker);
            count(
                    "last.run.worker.throttles",
                    "Attempts of the last run in a worker that AWS throttled",
                    did.throttles(),
                    "worker",
                    worker);
        });
    }

    private record FailedSource(String account, String region) implements Comparable<FailedSource> {
        @Override
        public int compareTo(FailedSource other) {
            return (account + region).compareTo(other.account + other.region);
        }
    }

    private Map<FailedSource, Long> failuresBySource() {
        Map<FailedSource, Long> failures = new TreeMap<>();
        figures.failures()
                .keySet()
                .forEach(slice -> failures.merge(new FailedSource(slice.account(), slice.region()), 1L, Long::sum));
        return failures;
    }

    private void standing(Standing standing) {
        @Nullable Instant lastSuccess = standing.lastSuccess();
        if (lastSuccess != null) {
            gauge("last.success.timestamp", "When a run last did all that it had to", seconds(lastSuccess));
        }
        count(
                "unsealed.slices",
                "Slices that AWS still remembers and that are missing or can still change",
                standing.unsealedSlices());
        @Nullable Slice oldest = standing.oldestUnsealed();
        gauge(
                "oldest.unsealed.slice.age",
                "Age of the oldest of these slices when the run ended, 0 without one; AWS forgets at 30 days",
                oldest == null
                        ? 0
                        : Duration.between(oldest.start(), end.endedAt()).toMillis() / 1000.0);
        if (oldest != null) {
            gauge("oldest.unsealed.slice.timestamp", "Start of the oldest of these slices", seconds(oldest.start()));
        }
    }

    private void gauge(String name, String help, double seconds) {
        Gauge.builder("ssm.export." + name, () -> seconds)
                .strongReference(true)
                .baseUnit("seconds")
                .description(help)
                .register(registry);
    }

    private void count(String name, String help, long value, String... tags) {
        Gauge.builder("ssm.export." + name, () -> (double) value)
                .strongReference(true)
                .tags(Tags.of(tags))
                .description(help)
                .register(registry);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
