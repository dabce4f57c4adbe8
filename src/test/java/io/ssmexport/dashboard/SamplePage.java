package io.ssmexport.dashboard;

import io.ssmexport.coverage.Coverage;
import io.ssmexport.history.Days;
import io.ssmexport.history.History;
import io.ssmexport.history.Room;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.Setting;
import io.ssmexport.row.Glance;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.RunCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Pages of a small history that is known by heart: two accounts in two regions, ten days. */
final class SamplePage {

    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final int DAYS = 10;

    /** Nothing of it may do anything; each would say so in {@code window.hacked}. */
    static final List<String> HOSTILE = List.of(
            "<script>window.hacked = 1</script>",
            "</script><script>window.hacked = 1</script>",
            "\"><img src=x onerror=\"window.hacked = 1\">",
            "' onmouseover='window.hacked = 1' x='",
            "<!--<script>",
            "{{about.job}}{{{data}}}",
            "\u202Eevil\u202C \u2028window.hacked = 1\u2029 \0",
            "javascript:window.hacked=1",
            "<svg onload=window.hacked=1>");

    private final List<InvocationRows> invocations = new ArrayList<>();
    private final List<String> alarms;
    private final String name;
    private final int count;
    private int number;
    private Room room = Room.in(256 << 20, Tables.MOST_ROWS);

    private SamplePage(String name, List<String> alarms) {
        this(name, alarms, DAYS);
    }

    private SamplePage(String name, List<String> alarms, int count) {
        this.name = name;
        this.alarms = alarms;
        this.count = count;
    }

    /**
     * On each day and in each source ten successes and one skipped of {@code Patch}, two failures of {@code Deploy}, of which one
     * never arrived; in the first source one more that still runs, and an instance that was only there on the first day.
     */
    static String usual() {
        return filled("sample").html();
    }

    /** The same where there is room for few instances and kinds of failures. */
    static String usualInLittleRoom() {
        SamplePage page = filled("sample");
        page.room = new Room(Tables.MOST_ROWS, 1600, 2);
        return page.html();
    }

    /** Another whose names, outputs and all other texts are {@link #HOSTILE}. */
    static String hostile() {
        SamplePage page = new SamplePage(HOSTILE.get(0), HOSTILE);
        for (int i = 0; i < 3 * HOSTILE.size(); i++) {
            String text = HOSTILE.get(i % HOSTILE.size());
            Map<String, @Nullable Object> texts = new HashMap<>();
            for (String column : List.of(
                    "instance_id",
                    "instance_name",
                    "comment",
                    "document_name",
                    "status_details",
                    "plugin_name",
                    "output",
                    "command_id")) {
                texts.put(column, text);
            }
            String status = List.of("Failed", "Success", text).get(i / HOSTILE.size());
            texts.put("status", status);
            texts.put("plugin_status", status);
            page.add(i % DAYS, SOURCES.get(0), texts);
        }
        return page.html();
    }

    /** A made-up fleet of the last weeks, for the picture in the guides: one document has a bad day. */
    static String fleet() {
        SamplePage page = new SamplePage("nightly", List.of(), 30);
        Random random = new Random(26);
        List<String> documents =
                List.of("AWS-RunPatchBaseline", "Deploy-Service", "AWS-GatherSoftwareInventory", "AWS-RunShellScript");
        for (int day = -30; day < 30; day++) {
            boolean weekend = page.days().date(day).getDayOfWeek().getValue() > 5;
            for (Source source : SOURCES) {
                for (String document : documents) {
                    int count = (weekend ? 12 : 30) + random.nextInt(8) + (document.startsWith("AWS-Run") ? 25 : 0);
                    for (int i = 0; i < count; i++) {
                        page.run(day, source, document, "i-" + random.nextInt(90), random);
                    }
                }
            }
        }
        Map<String, @Nullable Object> open = texts("Deploy-Service", "i-17", "InProgress", "InProgress");
        open.put("response_finish_date_time", null);
        page.add(28, SOURCES.get(1), open);
        return page.html();
    }

    private void run(int day, Source source, String document, String instance, Random random) {
        boolean bad = document.equals("Deploy-Service") && (day == 17 || day == 18);
        int draw = random.nextInt(1000);
        boolean fails = draw < (bad ? 620 : 35);
        Map<String, @Nullable Object> texts =
                texts(document, instance, fails ? "Failed" : "Success", fails ? "Failed" : "Success");
        if (fails && draw % 7 == 0) {
            texts.put("status", "TimedOut");
            texts.put("plugin_status", "TimedOut");
        } else if (fails && draw % 5 == 0) {
            texts.put("status_details", "Undeliverable");
            texts.put("plugin_status", null);
            texts.put("plugin_name", null);
        } else if (fails) {
            texts.put("response_code", bad ? 137 : 1);
            texts.put("output", bad ? "Killed: the unit needs more memory than the instance has" : "exit status 1");
        } else if (draw > 960) {
            texts.put("output", Glance.SKIPPED + "a precondition");
        }
        add(day, source, texts);
    }

    /** Many accounts, documents, steps and failures, with names as long as AWS lets them be. */
    static String large(int invocations, int accounts) {
        SamplePage page = new SamplePage("large", List.of(), 30);
        for (int i = 0; i < invocations; i++) {
            Source source = new Source(String.format(Locale.ROOT, "%012d", i % accounts), "ap-southeast-" + i % 2);
            Map<String, @Nullable Object> texts =
                    texts("document " + i % 199 + "d".repeat(110), "i-" + i, "Failed", "Failed");
            texts.put("instance_name", "name".repeat(50) + i);
            texts.put("output", "output ".repeat(100));
            texts.put("plugin_name", "step " + i % 97 + "s".repeat(100));
            if (i % 3 == 0) {
                texts.put("status", "InProgress");
            }
            page.add(i % 60 - 30, source, texts);
        }
        return page.html();
    }

    /** One without any invocation, of a job that never ran. */
    static String empty() {
        return new SamplePage("empty", List.of()).html();
    }

    /** Long names without a blank, scripts of all directions, failures only, on one day. */
    static String messy() {
        SamplePage page = new SamplePage("nightly-of-all-accounts-and-regions-of-the-organisation", List.of(), 1);
        List<String> names = List.of(
                "n".repeat(128),
                "Развёртывание-и-проверка",
                "部署和检查服务的文档",
                "نشر-الخدمة-والتحقق-منها",
                "e\u0301\u0302\u0303 \uD83D\uDE80\uD83D\uDC69\u200D\uD83D\uDCBB",
                "https://example.com/" + "path/".repeat(30));
        for (int i = 0; i < 4 * names.size(); i++) {
            String name = names.get(i % names.size());
            String outcome = i < names.size() ? "TimedOut" : "Failed";
            Map<String, @Nullable Object> texts = texts(name, "i-" + name, outcome, outcome);
            texts.put("plugin_name", name);
            texts.put("output", name + "\n" + name);
            texts.put("response_code", i % 2 == 0 ? Integer.MIN_VALUE : null);
            page.add(0, SOURCES.get(i % 2), texts);
        }
        return page.html();
    }

    static final List<Source> SOURCES = List.of(
            new Source("111122223333", "us-east-1"),
            new Source("111122223333", "eu-west-1"),
            new Source("444455556666", "us-east-1"));

    private static SamplePage filled(String name) {
        SamplePage page = new SamplePage(name, List.of("last run ended incomplete 2 hours ago: 1 slice failed"));
        for (int day = -DAYS; day < DAYS; day++) {
            for (Source source : SOURCES) {
                page.day(day, source);
            }
        }
        Map<String, @Nullable Object> open = texts("Patch", "i-open", "InProgress", "InProgress");
        open.put("response_finish_date_time", null);
        page.add(DAYS - 2, SOURCES.get(0), open);
        page.add(0, SOURCES.get(0), texts("Patch", "i-silent", "Success", "Success"));
        return page;
    }

    private void day(int day, Source source) {
        for (int i = 0; i < 10; i++) {
            add(day, source, texts("Patch", "i-" + i, "Success", "Success"));
        }
        Map<String, @Nullable Object> skipped = texts("Patch", "i-0", "Success", "Success");
        skipped.put("output", Glance.SKIPPED + "a precondition");
        add(day, source, skipped);
        Map<String, @Nullable Object> failed = texts("Deploy", "i-1", "Failed", "Failed");
        failed.put("response_code", 3);
        failed.put("output", "no space left on device\nsecond line");
        add(day, source, failed);
        Map<String, @Nullable Object> undelivered = texts("Deploy", "i-2", "Failed", null);
        undelivered.put("status_details", "Undeliverable");
        undelivered.put("plugin_name", null);
        add(day, source, undelivered);
    }

    private static Map<String, @Nullable Object> texts(
            String document, String instance, String status, @Nullable String pluginStatus) {
        Map<String, @Nullable Object> texts = new HashMap<>();
        texts.put("document_name", document);
        texts.put("instance_id", instance);
        texts.put("instance_name", "name of " + instance);
        texts.put("status", status);
        texts.put("status_details", status);
        texts.put("plugin_status", pluginStatus);
        texts.put("plugin_name", "step");
        return texts;
    }

    private void add(int day, Source source, Map<String, @Nullable Object> texts) {
        Instant requested = days().date(day).atTime(8, number % 60).toInstant(java.time.ZoneOffset.UTC);
        Map<String, @Nullable Object> all = new HashMap<>(texts);
        all.put("account_id", source.account());
        all.put("region", source.region());
        all.putIfAbsent("command_id", "command " + number++);
        all.put("requested_date_time", requested);
        all.put("response_start_date_time", requested);
        if (!all.containsKey("response_finish_date_time")) {
            all.put("response_finish_date_time", requested.plusMillis(1500L + number % 7));
        }
        PluginRow row = SampleRows.row(all);
        invocations.add(new InvocationRows(List.of(row)));
    }

    private Days days() {
        return Days.until(NOW, count);
    }

    private String html() {
        History history = new History(days(), room);
        invocations.forEach(history::add);
        ExportOptions options = ExportOptions.of(
                List.of(
                        Setting.of("into", List.of("parquet:archive"), "test"),
                        Setting.of("since", List.of(count + "d"), "test")),
                null,
                NOW);
        Coverage coverage = Coverage.of(archive(), options, NOW);
        return new Page(
                        new Page.About(name, "parquet:archive", "test", NOW),
                        history,
                        coverage,
                        new Completeness(days(), coverage, !invocations.isEmpty()),
                        true,
                        alarms)
                .html();
    }

    /** All is sealed, but the last day of each source and the third of the last one. */
    private Archive archive() {
        List<LedgerEntry> entries = new ArrayList<>();
        Map<Source, Instant> starts = new HashMap<>();
        if (!invocations.isEmpty()) {
            Duration width = Duration.ofDays(1);
            for (Source source : SOURCES) {
                starts.put(source, days().date(0).atStartOfDay().toInstant(java.time.ZoneOffset.UTC));
                for (int day = 0; day < count; day++) {
                    Instant start = days().date(day).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
                    Slice slice = new Slice(source.account(), source.region(), start, width);
                    Instant readUntil = day == count - 1 ? NOW : slice.end();
                    if (count > DAYS || day != 2 || !source.equals(SOURCES.get(2))) {
                        entries.add(new LedgerEntry(
                                slice, readUntil, 1, new SliceExport(13, 0, 13, 0, null, 0, null), NOW));
                    }
                }
            }
        }
        Archive.Run run = new Archive.Run(
                NOW.minusSeconds(3600),
                NOW.minusSeconds(3500),
                "incremental",
                "incomplete",
                new RunCounts(29, 1, 390, 390, 40, 12, 9, 98_500));
        return new Archive(
                Duration.ofDays(1),
                "",
                entries,
                starts,
                invocations.isEmpty() ? List.of() : List.of(run),
                null,
                null,
                null);
    }
}
