package io.ssmexport.cli;

import io.ssmexport.failure.Problem;
import io.ssmexport.job.slices.WorkerFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log.
 *
 * @param message in words, without the event's heading
 * @param members what of it a program may want by name: numbers and texts; those that are null are left out
 */
record LogLine(LogEvent event, String message, Map<String, Object> members) {

    static LogLine of(LogEvent event, String message) {
        return new LogLine(event, message, Map.of());
    }

    static LogLine of(LogEvent event, Problem problem) {
        return of(event, problem.text()).with(problem);
    }

    /** For people. */
    String text() {
        return event.heading() + message;
    }

    LogLine with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new LogLine(event, message, more);
    }

    /** With what a worker did. */
    LogLine with(WorkerFigures did) {
        return with("slices", did.slices())
                .with("failed", did.failed())
                .with("pages", did.pages())
                .with("retries", did.retries())
                .with("throttles", did.throttles());
    }

    /** With the parts that a report has, too. */
    LogLine with(Problem problem) {
        return with("place", problem.place() == null ? null : problem.place().toString())
                .with("code", problem.code())
                .with("what", problem.what())
                .with("remedy", problem.remedy());
    }
}
