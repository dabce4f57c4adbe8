package io.ssmexport.cli;

import java.util.List;
import java.util.regex.Pattern;

/** What a run told without a terminal. */
final class LoggedLines {

    /** Time, and the job, or a dash as long as it isn't known. */
    static final Pattern STAMP = Pattern.compile(
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z (?:-|[A-Za-z0-9][A-Za-z0-9._-]*) ");

    private static final Pattern OF_LOGS_ALONE =
            Pattern.compile("begins: .*|next: .*|failed: [0-9.]+ s, exit code [0-9]+");

    private LoggedLines() {}

    /** The same lines without stamps, and without what only a log says. */
    static List<String> asOnATerminal(List<String> logged) {
        return logged.stream()
                .map(line -> STAMP.matcher(line).replaceFirst(""))
                .filter(line -> !OF_LOGS_ALONE.matcher(line).matches())
                .map(line -> line.replaceFirst(
                        "^((?:done|idle|stopped|stopped, run again|incomplete, run again): .*), exit code [0-9]+$",
                        "$1"))
                .toList();
    }
}
