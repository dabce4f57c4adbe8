package io.ssmexport.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmexport.failure.Quantity;
import io.ssmexport.job.Completeness;
import io.ssmexport.verify.Comparison;
import io.ssmexport.verify.Counts;
import io.ssmexport.verify.Verdict;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code verify} found, as it is printed. Times are UTC.
 *
 * @param complete whether everything could be compared and agrees
 * @param failures accounts and regions whose commands could not be listed, and files that can't be read or were changed, with
 *     the reason
 * @param next the runs that read the days of the differences again, with the options of this command
 */
record VerifyReport(
        String name,
        String from,
        String until,
        boolean complete,
        Commands commands,
        List<DifferentCommand> differences,
        List<String> failures,
        List<String> next) {

    /** Differences that are shown to a person; {@code --json} has them all. */
    private static final int SHOWN = 20;

    /**
     * Numbers of commands.
     *
     * @param open not ended when they were archived, or not now; the next run reads their slices again
     * @param notYetExported sent after the last run
     * @param noLongerReported archived, and forgotten by AWS
     * @param unreadable archived in files that can't be read
     */
    record Commands(long agree, long differ, long open, long notYetExported, long noLongerReported, long unreadable) {}

    /** A command whose counts differ. */
    record DifferentCommand(
            String account,
            String region,
            String commandId,
            @Nullable String documentName,
            String requestedAt,
            Counts reported,
            Counts archived,
            String reason) {

        String line() {
            return "differs: " + account + " " + region + " " + requestedAt + " " + commandId
                    + (documentName == null ? "" : " " + documentName) + ": " + reason;
        }
    }

    static VerifyReport of(String name, @Nullable Path jobFile, Completeness.Result result) {
        Comparison comparison = result.comparison();
        return new VerifyReport(
                name,
                result.from().toString(),
                result.until().toString(),
                result.isComplete(),
                new Commands(
                        comparison.count(Verdict.AGREES),
                        comparison.count(Verdict.DIFFERS),
                        comparison.count(Verdict.OPEN),
                        comparison.count(Verdict.NOT_YET_EXPORTED),
                        comparison.notReported(),
                        comparison.count(Verdict.UNREADABLE)),
                comparison.differences().stream()
                        .map(difference -> new DifferentCommand(
                                difference.reported().account(),
                                difference.reported().region(),
                                difference.reported().commandId(),
                                difference.reported().documentName(),
                                difference.reported().requestedAt().toString(),
                                difference.reported().counts(),
                                difference.archived(),
                                difference.reason()))
                        .toList(),
                result.failures(),
                NextRuns.reading(jobFile, days(comparison, result.damaged())));
    }

    private static TreeSet<LocalDate> days(Comparison comparison, Set<LocalDate> damaged) {
        TreeSet<LocalDate> days = new TreeSet<>(damaged);
        comparison
                .differences()
                .forEach(difference ->
                        days.add(LocalDate.ofInstant(difference.reported().requestedAt(), ZoneOffset.UTC)));
        return days;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        differences.stream().limit(SHOWN).map(DifferentCommand::line).forEach(lines::add);
        if (differences.size() > SHOWN) {
            lines.add("and " + (differences.size() - SHOWN) + " more; --json names them all");
        }
        failures.stream().limit(SHOWN).forEach(failure -> lines.add("failed: " + failure));
        if (failures.size() > SHOWN) {
            lines.add("and " + (failures.size() - SHOWN) + " more that failed; --json names them all");
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s, %s, %d still open, %d not exported yet, %d no longer reported by AWS%s",
                complete ? "complete" : "incomplete",
                Quantity.of(commands.agree(), "command agrees", "commands agree"),
                Quantity.of(commands.differ(), "differs", "differ"),
                commands.open(),
                commands.notYetExported(),
                commands.noLongerReported(),
                commands.unreadable() == 0 ? "" : ", " + commands.unreadable() + " in files that can't be read"));
        next.forEach(run -> lines.add("next, with the same options: " + run));
        return lines;
    }

    String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
