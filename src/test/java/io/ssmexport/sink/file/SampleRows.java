package io.ssmexport.sink.file;

import io.ssmexport.row.Column;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowPage;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows for tests, the same ones in every run. */
public final class SampleRows {

    public static final Slice SLICE = slice("2026-11-19");
    public static final Instant READ_AT = Instant.parse("2026-11-20T02:00:00.120Z");

    /** How many invocations, of two rows with four kilobytes of output, make a file of six megabytes. */
    static final int SIX_MEGABYTES = 750;

    /** Random ones, of which an output is made that is twice as long. */
    private static final int SOME_BYTES = 250;

    /** Texts that formats stumble over; the last but one are formulas to a spreadsheet. */
    public static final List<String> NASTY = List.of(
            "",
            " ",
            "\"",
            "\"\"",
            "a,b",
            "a\"b",
            "a\r\nb",
            "\n",
            "\r",
            "\r\n",
            "NULL",
            "\\N",
            "\\",
            "\0",
            "a\0b",
            "\uFFFD",
            "\uD83D\uDE80 grüße",
            "\u001b[31mred\u001b[0m\t",
            "#comment",
            "=1+1",
            "+1",
            "-1",
            "@a",
            "\ttab",
            "x".repeat(2500));

    private SampleRows() {}

    public static Slice slice(String day) {
        return new Slice("123456789012", "us-east-1", Instant.parse(day + "T00:00:00Z"), Duration.ofDays(1));
    }

    /** A row in which every column has a value, but for those named in {@code changes}, which may be null. */
    public static PluginRow row(Map<String, ? extends @Nullable Object> changes) {
        @Nullable Object[] values = new @Nullable Object[Column.ALL.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = Column.ALL.get(i);
            values[i] = changes.containsKey(column.name()) ? changes.get(column.name()) : sample(column);
        }
        return PluginRow.of(values);
    }

    private static Object sample(Column column) {
        return switch (column.name()) {
            case "account_id" -> SLICE.account();
            case "region" -> SLICE.region();
            case "command_id" -> command(1);
            case "instance_id" -> instance(1);
            case "status", "plugin_status" -> "Success";
            case "requested_date_time" -> SLICE.start().plusSeconds(63_936).plusMillis(3);
            case "exported_at" -> READ_AT;
            default ->
                switch (column.type()) {
                    case TEXT -> column.name() + " text";
                    case INT -> 0;
                    case BOOLEAN -> true;
                    case TIMESTAMP -> SLICE.start().plusSeconds(63_940);
                };
        };
    }

    /** A row in which every column that can be null is. */
    public static PluginRow emptyRow() {
        Map<String, @Nullable Object> nulls = new HashMap<>();
        Column.ALL.stream().filter(Column::nullable).forEach(column -> nulls.put(column.name(), null));
        return row(nulls);
    }

    /** A row whose texts are all that text. */
    public static PluginRow rowOf(String text) {
        Map<String, @Nullable Object> texts = new HashMap<>();
        Column.ALL.stream()
                .filter(column -> column.nullable() && column.type() == Column.Type.TEXT)
                .forEach(column -> texts.put(column.name(), text));
        return row(texts);
    }

    /** All of the above. */
    public static List<PluginRow> nastyRows() {
        List<PluginRow> rows = new ArrayList<>();
        rows.add(row(Map.of("plugin_index", Integer.MAX_VALUE, "response_code", Integer.MIN_VALUE)));
        rows.add(emptyRow());
        NASTY.forEach(text -> rows.add(rowOf(text)));
        return rows;
    }

    /** What a format that has no NUL holds of a row. */
    public static PluginRow withoutNul(PluginRow row) {
        @Nullable Object[] values = new @Nullable Object[Column.ALL.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = Column.ALL.get(i).value().apply(row);
            values[i] = value instanceof String text ? text.replace('\0', '\uFFFD') : value;
        }
        return PluginRow.of(values);
    }

    /** Rows of invocations with two plugins and some 500 bytes of output that hardly compresses. */
    public static List<PluginRow> manyRows(int count) {
        return Stream.of(manyInvocations(count / 2))
                .flatMap(invocation -> invocation.rows().stream())
                .toList();
    }

    /** The invocations of such rows. */
    public static InvocationRows[] manyInvocations(int count) {
        return invocations(count, SOME_BYTES);
    }

    /** The invocations of a file of some six megabytes that hardly compresses; two rows each. */
    public static InvocationRows[] sixMegabytes() {
        return invocations(SIX_MEGABYTES, 2_000);
    }

    private static InvocationRows[] invocations(int count, int outputBytes) {
        Random random = new Random(1);
        return IntStream.range(0, count)
                .mapToObj(number -> invocation(SLICE, number, output(random, outputBytes)))
                .toArray(InvocationRows[]::new);
    }

    static String output(Random random) {
        return output(random, SOME_BYTES);
    }

    private static String output(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** An invocation of two plugins that ended, with that output. */
    public static InvocationRows invocation(Slice slice, int number, String output) {
        return invocation(slice, number, output, "Success");
    }

    public static InvocationRows invocation(Slice slice, int number, String output, String status) {
        Map<String, Object> facts = Map.of(
                "account_id", slice.account(),
                "region", slice.region(),
                "requested_date_time", slice.start().plusSeconds(number % 86_400),
                "command_id", command(number),
                "instance_id", instance(number),
                "status", status,
                "output", output);
        Map<String, Object> second = new HashMap<>(facts);
        second.put("plugin_index", 1);
        return new InvocationRows(List.of(row(facts), row(second)));
    }

    public static RowPage page(int number, InvocationRows... invocations) {
        return new RowPage(number, List.of(invocations));
    }

    public static String command(int number) {
        return String.format(Locale.ROOT, "%08x-0000-4000-8000-000000000000", number);
    }

    static String instance(int number) {
        return String.format(Locale.ROOT, "i-%017x", number);
    }
}
