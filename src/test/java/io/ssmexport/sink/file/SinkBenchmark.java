package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;

import io.ssmexport.destination.Destination;
import io.ssmexport.destination.FileDestination;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowChoice;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.storage.FileRights;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures staging and merging of one slice of rows of about 1.1 kB: {@code SinkBenchmark parquet:/tmp/bench 1000000}.
 * Run again, it merges with its own file. Compare ratios on the same machine, not absolutes.
 */
final class SinkBenchmark {

    private static final int INVOCATIONS_A_PAGE = 50;
    private static final int PAGES_A_PART = 20;

    private SinkBenchmark() {}

    public static void main(String[] arguments) {
        FileSink sink = FileSink.of(
                (FileDestination) Destination.parse(arguments[0]),
                new FileSinkSettings(
                        "bench",
                        Reading.EVERYTHING,
                        Duration.ofDays(1),
                        Long.getLong("rowGroupBytes", FileSinkSettings.DEFAULT_ROW_GROUP_BYTES),
                        CsvStyle.PLAIN,
                        RowChoice.ALL,
                        FileRights.ofOutputs(null),
                        new FileOutputStream(FileDescriptor.out),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        TestSinks.NO_BUCKET));
        int invocations = Integer.parseInt(arguments[1]);
        int first = Integer.getInteger("first", 0);
        sink.prepare();
        sink.restart(SLICE);
        long staging = 0;
        Random random = new Random(first);
        for (int page = 1; (page - 1) * INVOCATIONS_A_PAGE < invocations; page += PAGES_A_PART) {
            List<RowPage> chunk = chunk(page, first, random);
            long start = System.nanoTime();
            sink.write(SLICE, chunk);
            staging += System.nanoTime() - start;
        }
        report("staged", 2L * invocations, staging);
        long start = System.nanoTime();
        Object export = sink.publish(SLICE);
        Object exports = sink.publishAll(List.of(SLICE));
        report("merged", 2L * invocations, System.nanoTime() - start);
        System.err.println(export + " " + exports);
        sink.clean(SLICE);
    }

    private static List<RowPage> chunk(int firstPage, int first, Random random) {
        List<RowPage> pages = new ArrayList<>();
        for (int page = firstPage; page < firstPage + PAGES_A_PART; page++) {
            List<InvocationRows> invocations = new ArrayList<>();
            for (int i = 0; i < INVOCATIONS_A_PAGE; i++) {
                invocations.add(invocation(first + (page - 1) * INVOCATIONS_A_PAGE + i, random));
            }
            pages.add(new RowPage(page, invocations));
        }
        return pages;
    }

    private static InvocationRows invocation(int number, Random random) {
        List<PluginRow> rows = new ArrayList<>();
        for (int plugin = 0; plugin < 2; plugin++) {
            Map<String, Object> values = new HashMap<>();
            values.put("command_id", SampleRows.command(number / 100));
            values.put("instance_id", SampleRows.instance(number));
            values.put("plugin_index", plugin);
            values.put("requested_date_time", SLICE.start().plusSeconds(number / 100 % 86_400));
            values.put("output", output(random));
            rows.add(SampleRows.row(values));
        }
        return new InvocationRows(rows);
    }

    private static String output(Random random) {
        StringBuilder output = new StringBuilder();
        while (output.length() < 650) {
            output.append("Updating / installing package-")
                    .append(random.nextInt(1_000))
                    .append(" checksum ")
                    .append(Long.toHexString(random.nextLong()))
                    .append('\n');
        }
        return output.toString();
    }

    private static void report(String what, long rows, long nanos) {
        System.err.printf(
                Locale.ROOT,
                "%s %,d rows in %.1f s: %,d rows/s%n",
                what,
                rows,
                nanos / 1e9,
                rows * 1_000_000_000 / nanos);
    }
}
