package io.ssmexport.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmexport.coverage.Standing;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.KnownArchive;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.report.RunReport.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that tell how a run ended, whatever its end was. */
public final class Reports {

    private final ExportOptions options;
    private final Map<String, String> variables;
    private final String version;
    private final Clock clock;
    private final long started = System.nanoTime();
    private final Optional<ReportFile> report;
    private final Optional<ReportFile> metrics;

    /**
     * Reports of a run that begins now; none where no file was asked for.
     *
     * @param variables environment variables, for the place of the state
     * @throws io.ssmexport.failure.Failure of kind USAGE if a file can't be written
     */
    public Reports(ExportOptions options, Map<String, String> variables, String version, Clock clock) {
        this.options = options;
        this.variables = variables;
        this.version = version;
        this.clock = clock;
        this.report = report(options);
        this.metrics = metrics(options);
        check(options);
    }

    /**
     * Looks whether they could be written.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if not
     */
    public static void check(ExportOptions options) {
        report(options).ifPresent(ReportFile::check);
        metrics(options).ifPresent(ReportFile::check);
    }

    private static Optional<ReportFile> report(ExportOptions options) {
        return Optional.ofNullable(options.report()).map(path -> ReportFile.of("report", path));
    }

    private static Optional<ReportFile> metrics(ExportOptions options) {
        return Optional.ofNullable(options.metrics()).map(path -> ReportFile.of("metrics", path));
    }

    /** Writes them for a run that came to its end, with failed slices or without. */
    public void ended(RunFigures figures, int exitCode) {
        Outcome outcome = figures.failures().isEmpty() ? Outcome.DONE : Outcome.INCOMPLETE;
        write(outcome, exitCode, null, figures);
    }

    /** Writes them for a run that a signal stopped. */
    public void stopped(RunFigures figures) {
        write(Outcome.STOPPED, null, null, figures);
    }

    /**
     * Writes them for a run that failed as a whole.
     *
     * @param problem what the user is told
     */
    public void failed(RunFigures figures, int exitCode, Problem problem) {
        write(Outcome.FAILED, exitCode, problem, figures);
    }

    private void write(Outcome outcome, @Nullable Integer exitCode, @Nullable Problem problem, RunFigures figures) {
        if (report.isEmpty() && metrics.isEmpty()) {
            return;
        }
        Instant endedAt = figures.now().orElseGet(clock::instant).truncatedTo(ChronoUnit.MILLIS);
        RunEnd end = new RunEnd(
                options.name(),
                version,
                endedAt.minusMillis(
                        Duration.ofNanos(System.nanoTime() - started).toMillis()),
                endedAt,
                outcome,
                exitCode,
                problem,
                standing(figures, endedAt));
        report.ifPresent(file -> file.replace(json(RunReport.of(end, figures))));
        metrics.ifPresent(file -> file.replace(RunMetrics.text(end, figures)));
    }

    /** From the state, which is read as {@code status} does; null where there is none or it can't be read. */
    private @Nullable Standing standing(RunFigures figures, Instant now) {
        try {
            return KnownArchive.read(options, variables)
                    .map(archive -> Standing.of(archive, options, figures.sources(), now))
                    .orElse(null);
        } catch (Failure e) {
            return null;
        }
    }

    private static String json(RunReport report) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
