package io.ssmexport.row;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One plugin of one command invocation; an invocation without plugins is one row with {@link RowKey#pluginIndex} 0 and the
 * plugin members null. The record is the contract of all sinks: the component names of its parts in snake_case,
 * in this order, are the columns (see {@link Column#ALL}).
 *
 * <p>Values are the service's own: an empty string stays empty, an absent member is null; only lone surrogates, which
 * no UTF-8 file can hold, are replaced. Times have millisecond precision, as the service sends them.
 *
 * @param invocation the same object in all rows of an invocation that is read from the service
 * @param exportedAt when the page with the invocation was read
 */
public record PluginRow(RowKey key, InvocationColumns invocation, PluginColumns plugin, Instant exportedAt) {

    private static final int OF_KEY = RowKey.class.getRecordComponents().length;
    private static final int OF_KEY_AND_INVOCATION = OF_KEY + InvocationColumns.class.getRecordComponents().length;
    private static final int OUTPUT = place("output");
    private static final int TRACE_OUTPUT = place("trace_output");

    /**
     * Row of values in the order of {@link Column#ALL}, for a sink that reads back what it wrote.
     *
     * @throws NullPointerException if a column that is never null is null
     * @throws ClassCastException if a value is not of its column's Java type
     */
    public static PluginRow of(@Nullable Object[] values) {
        return new PluginRow(
                key(values), invocation(values), plugin(values), (Instant) present(values[values.length - 1]));
    }

    private static RowKey key(@Nullable Object[] values) {
        return new RowKey(text(values[0]), text(values[1]), text(values[2]), text(values[3]), (int) present(values[4]));
    }

    private static InvocationColumns invocation(@Nullable Object[] values) {
        int i = OF_KEY;
        return new InvocationColumns(
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
                (Boolean) values[i]);
    }

    private static PluginColumns plugin(@Nullable Object[] values) {
        int i = OF_KEY_AND_INVOCATION;
        return new PluginColumns(
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
                (Boolean) values[i]);
    }

    /** The same row with another text in place of each that a command printed. */
    public PluginRow withPrinted(UnaryOperator<String> printed) {
        @Nullable
        Object[] values =
                Column.ALL.stream().map(column -> column.value().apply(this)).toArray();
        String output = plugin.output();
        String traceOutput = invocation.traceOutput();
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
        String output = plugin.output();
        String traceOutput = invocation.traceOutput();
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
