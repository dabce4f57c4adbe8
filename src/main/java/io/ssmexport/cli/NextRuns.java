package io.ssmexport.cli;

import io.ssmexport.postgres.PostgresAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The runs to do next: the same one, or those that read days again, one for each span of days that follow each other, with
 * other options left to the caller.
 */
final class NextRuns {

    private NextRuns() {}

    static List<String> reading(@Nullable Path jobFile, SortedSet<LocalDate> days) {
        List<String> runs = new ArrayList<>();
        @Nullable LocalDate from = null;
        for (LocalDate day : days) {
            if (from == null) {
                from = day;
            }
            if (!days.contains(day.plusDays(1))) {
                runs.add(run(jobFile, from, day.plusDays(1)));
                from = null;
            }
        }
        return runs;
    }

    /** The same command once more, without what must not be shown. */
    static String same(List<String> arguments) {
        return "ssm-export "
                + arguments.stream()
                        .map(argument -> quoted(PostgresAddress.redacted(argument)))
                        .collect(Collectors.joining(" "));
    }

    /** A worker for the run of that command. */
    static String worker(List<String> arguments) {
        List<String> worker = new ArrayList<>(arguments);
        worker.replaceAll(argument -> argument.equals(RunCommand.NAME) ? WorkerCommand.NAME : argument);
        return same(worker);
    }

    private static String run(@Nullable Path jobFile, LocalDate from, LocalDate until) {
        return "ssm-export run" + (jobFile == null ? "" : " " + quoted(jobFile.toString())) + " --from " + from
                + " --until " + until + " --again";
    }

    private static String quoted(String argument) {
        return argument.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-:=,@".indexOf(c) >= 0)
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
