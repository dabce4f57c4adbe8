package io.ssmexport.row;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One plugin of one command invocation; an invocation without plugins is one row with {@link #pluginIndex} 0 and the
 * plugin members null. The record is the contract of all sinks: its component names in snake_case, in this order, are
 * the columns (see {@link Column#ALL}). The key is account, region, command, instance and plugin index.
 *
 * <p>Values are the service's own: an empty string stays empty, an absent member is null; only lone surrogates, which
 * no UTF-8 file can hold, are replaced. Times have millisecond precision, as the service sends them.
 */
public record PluginRow(
        String accountId,
        String region,
        String commandId,
        String instanceId,
        int pluginIndex,
        @Nullable String instanceName,
        @Nullable String comment,
        @Nullable String documentName,
        @Nullable String documentVersion,
        Instant requestedDateTime,
        @Nullable String status,
        @Nullable String statusDetails,
        @Nullable String standardOutputUrl,
        @Nullable String standardErrorUrl,
        @Nullable String traceOutput,
        @Nullable String serviceRole,
        @Nullable String notificationArn,
        @Nullable String notificationEvents,
        @Nullable String notificationType,
        @Nullable String cloudWatchLogGroupName,
        @Nullable Boolean cloudWatchOutputEnabled,
        @Nullable String pluginName,
        @Nullable String pluginStatus,
        @Nullable String pluginStatusDetails,
        @Nullable Integer responseCode,
        @Nullable Instant responseStartDateTime,
        @Nullable Instant responseFinishDateTime,
        @Nullable String output,
        @Nullable String pluginStandardOutputUrl,
        @Nullable String pluginStandardErrorUrl,
        @Nullable String outputS3Region,
        @Nullable String outputS3BucketName,
        @Nullable String outputS3KeyPrefix,
        @Nullable Boolean outputTruncated,
        Instant exportedAt) {

    private static final int OUTPUT = place("output");
    private static final int TRACE_OUTPUT = place("trace_output");

    /**
     * Row of values in the order of {@link Column#ALL}, for a sink that reads back what it wrote.
     *
     * @throws NullPointerException if a column that is never null is null
     * @throws ClassCastException if a value is not of its column's Java type
     */
    public static PluginRow of(@Nullable Object[] values) {
        int i = 0;
        return new PluginRow(
                text(values[i++]),
                text(values[i++]),
                text(values[i++]),
                text(values[i++]),
                (int) present(values[i++]),
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (Instant) present(values[i++]),
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (Boolean) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (Integer) values[i++],
                (Instant) values[i++],
                (Instant) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (String) values[i++],
                (Boolean) values[i++],
                (Instant) present(values[i]));
    }

    /** The same row with another text in place of each that a command printed. */
    public PluginRow withPrinted(UnaryOperator<String> printed) {
        @Nullable
        Object[] values =
                Column.ALL.stream().map(column -> column.value().apply(this)).toArray();
        if (output != null) {
            values[OUTPUT] = printed.apply(output);
        }
        if (traceOutput != null && !traceOutput.isEmpty()) {
            values[TRACE_OUTPUT] = printed.apply(traceOutput);
        }
        return of(values);
    }

    /** Hands over each text that a command printed; an empty trace says nothing. */
    public void forEachPrinted(Consumer<String> each) {
        if (output != null) {
            each.accept(output);
        }
        if (traceOutput != null && !traceOutput.isEmpty()) {
            each.accept(traceOutput);
        }
    }

    private static int place(String column) {
        return Column.ALL.stream().map(Column::name).toList().indexOf(column);
    }

    private static String text(@Nullable Object value) {
        return (String) present(value);
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new NullPointerException("a column of the key or a time that is never null is null");
        }
        return value;
    }
}
