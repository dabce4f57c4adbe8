package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.dashboard.Dashboard;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.report.ReportFile;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.sql.SqlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One history in files and in Postgres: the page of either says what the views say, of Postgres and of DuckDB over the files. */
class DashboardNumbersTest {

    private static final int DAYS = 4;
    private static final String SHOWN = " between date '2026-11-16' and date '2026-11-19'";

    private static final String WORDS =
            "case outcome when 'Failed' then 'failed' when 'TimedOut' then 'timed out' else 'undelivered' end";

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    private SimulatedJob job;

    @BeforeEach
    void export() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T05:00:00Z"), new Simulation(900, 9, 7), "--since=8d");
        job.run();
        job.run("--into=" + warehouse.url(), "--state=" + warehouse.url());
    }

    @AfterEach
    void close() {
        job.close();
    }

    private Document page(String... options) throws Exception {
        Path file = directory.resolve("page.html");
        Environment environment = new Environment(job.clock, Map.of(), "test");
        new Dashboard(job.options(options), environment, DAYS)
                .write(ReportFile.of("html", file.toString()), count -> {});
        return Jsoup.parse(Files.readString(file));
    }

    /** Rows of a table, each with the texts of these of its cells; of one that has a value to be sorted by that value. */
    private static List<List<@Nullable String>> rows(Document page, String table, int... columns) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Element row : page.select("#" + table + " tbody tr:not(.none)")) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int column : columns) {
                texts.add(text(row.child(column)));
            }
            rows.add(texts);
        }
        return rows;
    }

    private static String text(Element cell) {
        String text = cell.hasAttr("data-value") ? cell.attr("data-value") : cell.text();
        return cell.hasClass("n") && !cell.hasAttr("data-value") ? text.replace(",", "") : text;
    }

    /** What Postgres and DuckDB over the files both say. */
    private List<List<@Nullable String>> views(String sql) throws Exception {
        List<List<@Nullable String>> answer = warehouse.query(sql);
        assertThat(overFiles(sql)).isEqualTo(answer).isNotEmpty();
        return answer;
    }

    private List<List<@Nullable String>> overFiles(String sql) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            DuckDb.query(duckdb, "set timezone = 'UTC'");
            DuckDb.query(duckdb, SqlFile.DUCKDB.over(job.archive()));
            return DuckDb.query(duckdb, sql);
        }
    }

    /** A panel of the page. */
    private interface Panel {
        void saysWhatTheViewsSay(Document page) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> eachPanelSaysWhatTheViewsSay() throws Exception {
        Document page = page();
        Map<String, Panel> panels = new LinkedHashMap<>();
        panels.put("calendar", this::calendar);
        panels.put("invocations a day", this::days);
        panels.put("success rate a day, beside that of the period before", this::rates);
        panels.put("documents by failures", this::documents);
        panels.put("failures, each with its days", this::failures);
        panels.put("first line of what a failed step printed the last time", this::printed);
        panels.put("percentiles", this::percentiles);
        panels.put("still running", this::running);
        panels.put("silent instances", this::silent);
        panels.put("runs", this::runs);
        return panels.entrySet().stream()
                .map(panel -> DynamicTest.dynamicTest(
                        panel.getKey(), () -> panel.getValue().saysWhatTheViewsSay(page)));
    }

    private void days(Document page) throws Exception {
        assertThat(rows(page, "t-days", 0, 2, 3, 4, 5, 6, 7, 8, 9))
                .isEqualTo(views("select cast(day as varchar), count(*)" + outcomes() + " from ssm.invocation where day"
                        + SHOWN + " group by day order by day desc"));
    }

    private static String outcomes() {
        StringBuilder counts = new StringBuilder();
        for (String outcome :
                List.of("Success", "Failed", "TimedOut", "Undelivered", "Cancelled", "Skipped", "Running")) {
            counts.append(", count(*) filter (where outcome = '")
                    .append(outcome)
                    .append("')");
        }
        return counts.toString();
    }

    private void rates(Document page) throws Exception {
        String rate = "cast(floor(1000.0 * sum(succeeded) / sum(succeeded + failed + timed_out + undelivered)) as int)";
        List<List<@Nullable String>> expected = views("select cast(a.day as varchar), a.rate, b.rate from (select day, "
                + rate + " as rate from ssm.success_rate_by_day_and_document group by day) a join (select day, " + rate
                + " as rate from ssm.success_rate_by_day_and_document group by day) b on cast(b.day as date) = cast(a.day"
                + " as date) - 4 where a.day" + SHOWN + " order by a.day desc");
        assertThat(rows(page, "t-days", 0, 10, 11))
                .extracting(row -> List.of(String.valueOf(row.get(0)), perMille(row.get(1)), perMille(row.get(2))))
                .isEqualTo(expected);
    }

    private static String perMille(@Nullable String percent) {
        return String.valueOf(percent).replace(".", "").replace(" %", "");
    }

    private void documents(Document page) throws Exception {
        assertThat(rows(page, "t-documents", 0, 1, 3, 4, 5, 6))
                .isEqualTo(views(
                        "select document_name, cast(sum(failed + timed_out + undelivered) as int), cast(sum(failed) as"
                                + " int), cast(sum(timed_out) as int), cast(sum(undelivered) as int), cast(sum(invocations) as int)"
                                + " from ssm.success_rate_by_day_and_document where day" + SHOWN
                                + " group by document_name order by 2 desc, 1"));
    }

    private void failures(Document page) throws Exception {
        List<String> shown = page.select("#t-failures tbody tr").stream()
                .map(row -> row.child(0).text() + " " + row.child(1).text() + " "
                        + row.child(2).text() + " "
                        + row.child(3).text() + " " + row.child(4).text() + " "
                        + row.child(6).text() + " "
                        + row.attr("data-days"))
                .toList();
        String dash = "'–'";
        String day = "cast(cast(day as date) - date '2026-11-16' as varchar)";
        List<String> expected = views("select cast(sum(failures) as varchar) || ' ' || " + WORDS
                        + " || ' ' || coalesce(status_details, " + dash
                        + ") || ' ' || document_name || ' ' || coalesce(plugin_name, "
                        + dash + ") || ' ' || coalesce(nullif(max(instance_name), ''), " + dash
                        + ") || ' ' || instance_id || ' · ' || account_id || ' ' || region || ' ' || coalesce(cast(response_code as"
                        + " varchar), " + dash
                        + ") || ' ' || left(cast(max(last_failure) as varchar), 16) || ' ' || string_agg("
                        + day
                        + " || ':' || cast(failures as varchar), ' ' order by day) from ssm.failures_by_document_and_instance"
                        + " where day" + SHOWN + " group by account_id, region, document_name, instance_id, outcome,"
                        + " status_details, plugin_name, response_code order by 1")
                .stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(expected).hasSizeLessThan(200);
    }

    private void printed(Document page) throws Exception {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Element row : page.select("#t-failures tbody tr")) {
            String key = row.child(1).text() + " " + row.child(2).text() + " "
                    + row.child(3).select("small bdi").text() + " "
                    + row.child(4).text();
            shown.put(key, row.child(5).text());
        }
        Map<String, String> expected = new LinkedHashMap<>();
        for (List<@Nullable String> row : views("select " + WORDS
                + " || ' ' || coalesce(status_details, '–') || ' ' || document_name || ' ' || coalesce(first_failed_plugin, '–')"
                + " || ' ' || instance_id || ' ' || coalesce(cast(response_code as varchar), '–'), output from (select invocation.*,"
                + " plugin.output, row_number() over (partition by account_id, region, document_name, instance_id, outcome,"
                + " status_details, first_failed_plugin, response_code order by requested_date_time desc) as nth from"
                + " ssm.invocation left join (select account_id, region, command_id, instance_id, plugin_name as"
                + " first_failed_plugin, output from ssm.command_plugin where plugin_status in ('Failed', 'TimedOut',"
                + " 'ExecutionTimedOut')) plugin using (account_id, region, command_id, instance_id, first_failed_plugin) where"
                + " outcome in ('Failed', 'TimedOut', 'Undelivered') and day" + SHOWN
                + ") newest where nth = 1 order by 1")) {
            expected.put(String.valueOf(row.get(0)), firstLine(row.get(1)));
        }
        assertThat(shown).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(shown.values()).anyMatch(line -> line.length() > 5);
    }

    private static String firstLine(@Nullable String output) {
        return output == null
                ? "–"
                : output.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.equals("----------ERROR-------"))
                        .findFirst()
                        .orElse("–");
    }

    /** Each beside its own state; that of a directory is told in a file. */
    private void runs(Document page) throws Exception {
        String counts = "slices, failed, invocations, pages, retries, throttles from ";
        Document table = page("--into=" + warehouse.url(), "--state=" + warehouse.url());
        assertThat(runsOf(table))
                .isNotEmpty()
                .isEqualTo(warehouse.query(
                        "select left(cast(started_at at time zone 'UTC' as varchar), 16), request, outcome, " + counts
                                + "ssm_export.run order by run_id desc"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(runsOf(page))
                    .isNotEmpty()
                    .isEqualTo(DuckDb.query(
                            duckdb,
                            "select left(cast(timezone('UTC', startedAt) as varchar), 16), request, outcome, " + counts
                                    + "(select unnest(run, recursive := true) from read_json('"
                                    + directory.resolve("state/job/archive.jsonl") + "') where run is not null)"));
        }
    }

    private static List<List<@Nullable String>> runsOf(Document page) {
        return rows(page, "t-runs", 0, 1, 2, 4, 5, 6, 7, 8, 9);
    }

    private void percentiles(Document page) throws Exception {
        StringBuilder percentiles = new StringBuilder();
        for (String fraction : List.of("0.5", "0.9", "0.95", "0.99")) {
            percentiles
                    .append(", cast(percentile_cont(")
                    .append(fraction)
                    .append(") within group (order by duration_seconds) as decimal(18, 6))");
        }
        List<List<@Nullable String>> expected = views("select plugin_name || ' ' || document_name, count(*)"
                + percentiles
                + ", cast(max(duration_seconds) as decimal(18, 6)) from ssm.plugin_run where duration_seconds is not null and outcome not in"
                + " ('Skipped', 'Running') and day" + SHOWN + " group by document_name, plugin_name order by 5 desc,"
                + " document_name, plugin_name");
        List<List<@Nullable String>> shown = rows(page, "t-durations", 0, 1, 2, 3, 4, 5, 6);
        assertThat(numbers(shown)).isEqualTo(numbers(expected));
    }

    private static List<List<Object>> numbers(List<List<@Nullable String>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .<Object>map(text -> {
                            String value = String.valueOf(text);
                            return value.matches("[0-9.]+")
                                    ? Double.valueOf(Math.round(Double.parseDouble(value) * 1e6) / 1e6)
                                    : value;
                        })
                        .toList())
                .toList();
    }

    private void running(Document page) throws Exception {
        assertThat(rows(page, "t-open", 0, 2, 3, 4, 5))
                .isEqualTo(views(
                        "select left(cast(requested_date_time as varchar), 16), document_name, coalesce(nullif(instance_name, ''),"
                                + " '–') || ' ' || instance_id || ' · ' || account_id || ' ' || region, status, command_id from"
                                + " ssm.still_running order by requested_date_time, command_id, instance_id"));
    }

    private void silent(Document page) throws Exception {
        assertThat(rows(page, "t-silent", 0, 1, 2, 3, 5))
                .isEqualTo(views(
                        "select left(cast(last_run as varchar), 16), coalesce(nullif(instance_name, ''), '–') || ' ' || instance_id,"
                                + " account_id || ' ' || region, document_name, runs from ssm.last_run_by_instance where last_run <"
                                + " (select max(requested_date_time) from ssm.invocation) - interval '1 day' order by last_run,"
                                + " instance_id"));
    }

    private void calendar(Document page) throws Exception {
        List<String> states = page.select(".calendar tbody td abbr").eachAttr("title");
        assertThat(states)
                .isEqualTo(views("select day || ': ' || case state when 'complete' then state else 'open' end from"
                                + " ssm.coverage_by_day where day" + SHOWN + " order by day")
                        .stream()
                        .map(row -> row.get(0))
                        .toList());
    }

    /** All but what names the destination and its own runs. */
    @Test
    void thePageOfATableIsThatOfTheFiles() throws Exception {
        Document files = page();
        Document table = page("--into=" + warehouse.url(), "--state=" + warehouse.url());
        job.run("--into=csv.gz:" + directory.resolve("csv"));
        Document csv = page("--into=csv.gz:" + directory.resolve("csv"));
        for (Document page : List.of(files, table, csv)) {
            page.select("#runs, .about").remove();
            page.select("#t-open td:last-child").remove();
        }
        assertThat(table.html()).isEqualTo(files.html());
        assertThat(csv.html()).isEqualTo(files.html());
    }
}
