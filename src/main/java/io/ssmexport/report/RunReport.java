package io.ssmexport.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ssmexport.coverage.Standing;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.job.slices.StrangeColumn;
import io.ssmexport.job.slices.WorkerFigures;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as its report has it. Times are UTC, lengths of time are seconds.
 *
 * @param error what the user was told where the run failed as a whole, or null
 * @param problem its parts, or null
 * @param exitCode null where a signal decides it
 * @param startedAt and {@code endedAt} are the service's time, or the machine's if no answer told it
 * @param clockAheadSeconds how far the machine's clock is ahead of the service's, negative where it is behind; null if
 *     no answer told the time
 * @param throttles attempts that the service refused because there were too many; they are among the retries
 * @param redactions secrets masked, by rule
 * @param strangeValues what columns couldn't hold
 * @param workers what each did of a run with a broker; empty without one
 * @param standing null where the state can't be read
 */
record RunReport(
        String name,
        String version,
        Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable String error,
        @Nullable Parts problem,
        String startedAt,
        String endedAt,
        double seconds,
        @Nullable Double clockAheadSeconds,
        Slices slices,
        long invocations,
        long openInvocations,
        long keptInvocations,
        long rows,
        long bytes,
        long pages,
        long retries,
        long throttles,
        Map<String, Long> redactions,
        List<StrangeValues> strangeValues,
        List<WorkersShare> workers,
        List<FailedSlice> failures,
        @Nullable State standing) {

    /** How a run ended. */
    enum Outcome {
        /** All that there was to do. */
        @JsonProperty("done")
        DONE,
        /** Some slices failed. */
        @JsonProperty("incomplete")
        INCOMPLETE,
        /** By a signal. */
        @JsonProperty("stopped")
        STOPPED,
        /** As a whole. */
        @JsonProperty("failed")
        FAILED
    }

    /**
     * Numbers of slices.
     *
     * @param skipped of the window, and needing no reading
     * @param expired not read to their end before AWS forgot them
     */
    record Slices(long exported, long failed, long skipped, long expired) {}

    /**
     * Values that a column couldn't hold.
     *
     * @param became what the row has instead: null, text, nothing, or no row at all
     * @param first one of them, with the invocation that it is of
     */
    record StrangeValues(String column, String became, long count, String first, String commandId, String instanceId) {

        static StrangeValues of(StrangeColumn values) {
            return new StrangeValues(
                    values.column(),
                    values.became(),
                    values.count(),
                    values.first(),
                    values.commandId(),
                    values.instanceId());
        }
    }

    /**
     * What a worker did of the run.
     *
     * @param worker its process and host
     * @param slices that it read to their ends
     * @param pages that it read and committed
     */
    record WorkersShare(String worker, long slices, long failed, long pages, long retries, long throttles) {

        static WorkersShare of(String worker, WorkerFigures did) {
            return new WorkersShare(worker, did.slices(), did.failed(), did.pages(), did.retries(), did.throttles());
        }
    }

    /**
     * What went wrong, in parts.
     *
     * @param code of AWS, the HTTP status where something else answered, or the SQLSTATE; null where nobody gave one
     * @param remedy what to do next; null where the words say that
     */
    record Parts(
            @Nullable String place,
            @Nullable String code,
            String what,
            @Nullable String remedy) {

        static Parts of(Problem problem) {
            return new Parts(
                    problem.place() == null ? null : problem.place().toString(),
                    problem.code(),
                    problem.what(),
                    problem.remedy());
        }
    }

    /**
     * A slice that failed.
     *
     * @param reason what the user was told
     */
    record FailedSlice(
            String account,
            String region,
            String start,
            String reason,
            @JsonUnwrapped Parts problem) {

        static FailedSlice of(Slice slice, Problem problem) {
            return new FailedSlice(
                    slice.account(),
                    slice.region(),
                    slice.start().toString(),
                    problem.text(),
                    Parts.of(problem.place() == null ? problem.at(slice.place()) : problem));
        }
    }

    /** What the state says, over all runs. */
    record State(
            @Nullable String lastSuccessAt,
            long unsealedSlices,
            @Nullable OldestUnsealed oldestUnsealedSlice) {

        static State of(Standing standing, Instant now) {
            Slice oldest = standing.oldestUnsealed();
            return new State(
                    standing.lastSuccess() == null
                            ? null
                            : standing.lastSuccess().toString(),
                    standing.unsealedSlices(),
                    oldest == null
                            ? null
                            : new OldestUnsealed(
                                    oldest.account(),
                                    oldest.region(),
                                    oldest.start().toString(),
                                    seconds(Duration.between(oldest.start(), now))));
        }
    }

    /** The slice that AWS forgets first of those that can still change; AWS does so 30 days after its start. */
    record OldestUnsealed(String account, String region, String start, double ageSeconds) {}

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    static RunReport of(RunEnd end, RunFigures figures) {
        return new RunReport(
                end.name(),
                end.version(),
                end.outcome(),
                end.exitCode(),
                end.problem() == null ? null : end.problem().text(),
                end.problem() == null ? null : Parts.of(end.problem()),
                end.startedAt().toString(),
                end.endedAt().toString(),
                seconds(Duration.between(end.startedAt(), end.endedAt())),
                figures.clockAhead().map(RunReport::seconds).orElse(null),
                new Slices(figures.slices(), figures.failures().size(), figures.skipped(), figures.expired()),
                figures.invocations(),
                figures.open(),
                figures.kept(),
                figures.rows(),
                figures.bytes(),
                figures.pages(),
                figures.retries(),
                figures.throttles(),
                figures.redactions(),
                figures.strange().stream().map(StrangeValues::of).toList(),
                figures.workers().entrySet().stream()
                        .map(worker -> WorkersShare.of(worker.getKey(), worker.getValue()))
                        .toList(),
                figures.failures().entrySet().stream()
                        .map(failure -> FailedSlice.of(failure.getKey(), failure.getValue()))
                        .toList(),
                end.standing() == null ? null : State.of(end.standing(), end.endedAt()));
    }
}
