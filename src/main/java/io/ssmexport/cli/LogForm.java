package io.ssmexport.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.options.LogFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a line of a log is written. */
sealed interface LogForm {

    String text(LogLine line);

    /** As a terminal shows it, to somebody who knows what they started, and when. */
    record Bare() implements LogForm {
        @Override
        public String text(LogLine line) {
            return VisibleText.of(line.text());
        }
    }

    /**
     * As it is read the next morning.
     *
     * @param job null as long as it isn't known
     */
    record Stamped(Clock clock, @Nullable String job) implements LogForm {
        @Override
        public String text(LogLine line) {
            return now(clock) + " " + (job == null ? "-" : job) + " " + VisibleText.of(line.text());
        }
    }

    /** As a collector takes it. */
    record Json(Clock clock, String job) implements LogForm {
        @Override
        public String text(LogLine line) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("time", now(clock).toString());
            json.put("level", line.event().level());
            json.put("job", job);
            json.put("event", line.event().name().toLowerCase(Locale.ROOT));
            json.put("message", line.message());
            line.members().forEach(json::putPOJO);
            return json.toString();
        }
    }

    /** That of a command before it has read its job. */
    static LogForm ofNoJob(boolean isTerminal, Clock clock) {
        return isTerminal ? new Bare() : new Stamped(clock, null);
    }

    static LogForm of(LogFormat format, boolean isTerminal, Clock clock, String job) {
        return switch (format) {
            case JSON -> new Json(clock, job);
            case TEXT -> isTerminal ? new Bare() : new Stamped(clock, job);
        };
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
