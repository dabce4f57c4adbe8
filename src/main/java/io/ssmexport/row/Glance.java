package io.ssmexport.row;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What counting and showing needs of a row, so that a reader may leave out the rest: no urls, and of an output no more than
 * its first line.
 */
public final class Glance {

    /** Columns that it needs. */
    public static final Set<String> COLUMNS = Set.of(
            "account_id",
            "region",
            "command_id",
            "instance_id",
            "plugin_index",
            "instance_name",
            "document_name",
            "requested_date_time",
            "status",
            "status_details",
            "plugin_name",
            "plugin_status",
            "response_code",
            "response_start_date_time",
            "response_finish_date_time",
            "output",
            "exported_at");

    /** So many bytes of an output, or characters, are enough to find its first line. */
    public static final int OUTPUT_START = 1000;

    /** How the output of a step begins that the agent skipped; its status is Success. */
    public static final String SKIPPED = "Step execution skipped due to ";

    private static final int LONGEST_LINE = 200;

    private Glance() {}

    /** Whether the output of a step with that status is looked at only for {@link #SKIPPED}. */
    public static boolean isSuccess(@Nullable String pluginStatus) {
        return "Success".equals(pluginStatus);
    }

    /** Whether the agent skipped the step. */
    public static boolean isSkipped(PluginRow row) {
        return isSuccess(row.plugin().pluginStatus())
                && row.plugin().output() != null
                && row.plugin().output().startsWith(SKIPPED);
    }

    /** First line of an output, or of its start, that says anything; null if none does. */
    public static @Nullable String firstLine(@Nullable String output) {
        if (output == null) {
            return null;
        }
        return output.lines()
                .filter(line ->
                        !line.isBlank() && !OutputMarks.ERROR_BEGINS.strip().equals(line))
                .findFirst()
                .map(String::strip)
                .map(line -> line.length() <= LONGEST_LINE ? line : cut(line))
                .orElse(null);
    }

    private static String cut(String line) {
        int end = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
        return line.substring(0, end) + "…";
    }
}
