package io.ssmexport.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.row.InvocationRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asks each view about a few rows whose answer can be counted by hand. */
class ViewsTest {

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @BeforeEach
    void fill() throws Exception {
        // On the 18th: two steps, of which the second fails; all steps skipped; delivered to nobody; one that went
        // well.
        plugin("c1", "i-1", 0, "Deploy", "18 10:00", "Failed", "Failed", "download", "Success", 0, 10, "ok");
        plugin("c1", "i-1", 1, "Deploy", "18 10:00", "Failed", "Failed", "install", "Failed", 3, 20, "no space");
        String notice = "Step execution skipped due to unsatisfied preconditions";
        plugin("c1", "i-2", 0, "Deploy", "18 10:00", "Success", "Success", "download", "Success", 0, 0, notice);
        plugin("c1", "i-2", 1, "Deploy", "18 10:00", "Success", "Success", "install", "Success", 0, 0, notice);
        invocation("c1", "i-3", "Deploy", "18 10:00", "Failed", "Undeliverable");
        plugin("c2", "i-1", 0, "Deploy", "18 23:59:59.999", "Success", "Success", "download", "Success", 0, 30, "ok");
        plugin("c2", "i-1", 1, "Deploy", "18 23:59:59.999", "Success", "Success", "install", "Success", 0, 0, notice);
        // On the 19th: another document, a timeout on delivery, a cancelled one, and one that still runs.
        plugin("c3", "i-1", 0, "Patch", "19 00:00", "Success", "Success", "patch", "Success", 0, 40, "ok");
        invocation("c4", "i-2", "Patch", "19 01:00", "TimedOut", "Delivery Timed Out");
        plugin("c5", "i-2", 0, "Patch", "19 02:00", "Cancelled", "Cancelled", "patch", "Cancelled", -1, 5, "");
        plugin("c6", "i-1", 0, "Patch", "19 03:00", "InProgress", "InProgress", "patch", "InProgress", -1, null, "");
    }

    private void plugin(
            String command,
            String instance,
            int index,
            String document,
            String dayAndTime,
            String status,
            String details,
            String plugin,
            String pluginStatus,
            int code,
            @Nullable Integer seconds,
            String output)
            throws SQLException {
        String time = "timestamptz '2026-11-" + dayAndTime + "+00'";
        warehouse.execute("insert into ssm.command_plugin (account_id, region, command_id, instance_id, plugin_index,"
                + " instance_name, document_name, requested_date_time, status, status_details, plugin_name, plugin_status,"
                + " response_code, response_start_date_time, response_finish_date_time, output, exported_at) values ('1', 'r', "
                + "'" + command + "', '" + instance + "', " + index + ", 'name of " + instance + "', '" + document
                + "', "
                + time + ", '" + status + "', '" + details + "', '" + plugin + "', '" + pluginStatus + "', " + code
                + ", "
                + (seconds == null ? "null, null" : time + ", " + time + " + interval '" + seconds + " s'")
                + ", '" + output + "', '2026-11-20 00:00+00')");
    }

    private void invocation(
            String command, String instance, String document, String dayAndTime, String status, String details)
            throws SQLException {
        warehouse.execute("insert into ssm.command_plugin (account_id, region, command_id, instance_id, plugin_index,"
                + " document_name, requested_date_time, status, status_details, exported_at) values ('1', 'r', '"
                + command
                + "', '" + instance + "', 0, '" + document + "', '2026-11-" + dayAndTime + "+00', '" + status + "', '"
                + details + "', '2026-11-20 00:00+00')");
    }

    private void assertAnswer(String query, String... rows) throws SQLException {
        assertThat(warehouse.query(query))
                .extracting(row ->
                        String.join(" ", row.stream().map(String::valueOf).toList()))
                .containsExactly(rows);
    }

    @Test
    void everyInvocationIsOneRowWithItsOutcome() throws Exception {
        assertAnswer(
                "select command_id, instance_id, outcome, plugins, succeeded_plugins, skipped_plugins, failed_plugins,"
                        + " first_failed_plugin, response_code, duration_seconds from ssm.invocation order by 1, 2",
                "c1 i-1 Failed 2 1 0 1 install 3 20",
                "c1 i-2 Skipped 2 0 2 0 null null 0",
                "c1 i-3 Undelivered 0 0 0 0 null null null",
                "c2 i-1 Success 2 1 1 0 null null 30",
                "c3 i-1 Success 1 1 0 0 null null 40",
                "c4 i-2 Undelivered 0 0 0 0 null null null",
                "c5 i-2 Cancelled 1 0 0 0 null null 5",
                "c6 i-1 Running 1 0 0 0 null null null");
    }

    @Test
    void everyStepHasAnOutcomeAndASkippedOneIsNoSuccess() throws Exception {
        assertAnswer(
                "select outcome, count(*) from ssm.plugin_run group by 1 order by 1",
                "Cancelled 1",
                "Failed 1",
                "Running 1",
                "Skipped 3",
                "Success 3");
    }

    @Test
    void theSuccessRateLeavesOutWhatSaysNothing() throws Exception {
        assertAnswer(
                "select day, document_name, invocations, succeeded, failed, timed_out, undelivered, skipped, cancelled, running,"
                        + " round(success_rate::numeric, 3) from ssm.success_rate_by_day_and_document order by 1, 2",
                "2026-11-18 Deploy 4 1 1 0 1 1 0 0 0.333",
                "2026-11-19 Patch 4 1 0 0 1 0 1 1 0.500");
    }

    @Test
    void failuresNameTheStepAndItsCode() throws Exception {
        assertAnswer(
                "select day, document_name, instance_id, outcome, status_details, plugin_name, response_code, failures"
                        + " from ssm.failures_by_document_and_instance order by 1, 3",
                "2026-11-18 Deploy i-1 Failed Failed install 3 1",
                "2026-11-18 Deploy i-3 Undelivered Undeliverable null null 1",
                "2026-11-19 Patch i-2 Undelivered Delivery Timed Out null null 1");
    }

    /** In whatever order the rows came. */
    @Test
    void aFailureIsThatOfTheFirstStepThatFailed() throws Exception {
        warehouse.execute("delete from ssm.command_plugin");
        plugin("c7", "i-1", 2, "Patch", "19 04:00", "Failed", "Failed", "restart", "Failed", 7, 5, "");
        plugin("c7", "i-1", 1, "Patch", "19 04:00", "Failed", "Failed", "install", "Failed", 3, 5, "");
        plugin("c7", "i-1", 3, "Patch", "19 04:00", "Failed", "Failed", "report", "Failed", 9, 5, "");
        assertAnswer(
                "select plugin_name, response_code, failures from ssm.failures_by_document_and_instance",
                "install 3 1");
    }

    @Test
    void durationsArePercentilesOfStepsThatRan() throws Exception {
        assertAnswer(
                "select document_name, plugin_name, runs, p50_seconds, p90_seconds, max_seconds from ssm.duration_by_plugin"
                        + " order by 1, 2",
                "Deploy download 2 20 28 30",
                "Deploy install 1 20 20 20",
                "Patch patch 2 22.5 36.5 40");
        assertAnswer(
                "select day, plugin_name, runs, p50_seconds from ssm.duration_by_day_and_plugin order by 1, 2",
                "2026-11-18 download 2 20",
                "2026-11-18 install 1 20",
                "2026-11-19 patch 2 22.5");
    }

    @Test
    void theLastRunOfEachInstanceIsItsNewest() throws Exception {
        assertAnswer(
                "select instance_id, command_id, outcome, runs from ssm.last_run_by_instance order by 1",
                "i-1 c6 Running 4",
                "i-2 c5 Cancelled 3",
                "i-3 c1 Undelivered 1");
    }

    @Test
    void whatStillRunsIsListedWithItsAge() throws Exception {
        assertAnswer(
                "select command_id, age = now() - requested_date_time, forgotten = (age > interval '30 days')"
                        + " from ssm.still_running",
                "c6 t t");
    }

    @Test
    void whateverASealedSliceTakesAsEndedHasEndedHereToo() throws Exception {
        warehouse.execute("delete from ssm.command_plugin");
        for (String status : InvocationRows.ENDED) {
            plugin("c7", status, 0, "Patch", "19 04:00", status, "", "patch", status, 1, 5, "");
            plugin("c7", status, 1, "Patch", "19 04:00", status, "", "report", "", -1, null, "");
        }
        assertAnswer("select instance_id from ssm.still_running");
        assertAnswer(
                "select instance_id, outcome, failed_plugins from ssm.invocation order by 1",
                "Cancelled Cancelled 0",
                "DeliveryTimedOut Undelivered 0",
                "ExecutionTimedOut TimedOut 1",
                "Failed Failed 1",
                "Success Success 0",
                "Terminated Cancelled 0",
                "TimedOut TimedOut 1",
                "Undeliverable Undelivered 0");
        assertAnswer(
                "select outcome, count(*) from ssm.plugin_run group by 1 order by 1",
                "Cancelled 2",
                "Failed 1",
                "NotRun 10",
                "Success 1",
                "TimedOut 2");
    }

    /** They say more than a status of the same invocation. */
    @Test
    void detailsTellThatAnInvocationWasEndedOrNeverCame() throws Exception {
        warehouse.execute("delete from ssm.command_plugin");
        for (String details : List.of("Terminated", "Undeliverable", "Delivery Timed Out", "Failed")) {
            plugin("c7", details, 0, "Patch", "19 04:00", "Failed", details, "patch", "Failed", 1, 5, "");
        }
        assertAnswer(
                "select instance_id, outcome from ssm.invocation order by 1",
                "Delivery Timed Out Undelivered",
                "Failed Failed",
                "Terminated Cancelled",
                "Undeliverable Undelivered");
    }

    @Test
    void aStepThatWaitsForItsInstanceToStartAgainRuns() throws Exception {
        warehouse.execute("delete from ssm.command_plugin");
        plugin("c8", "i-1", 0, "Patch", "19 04:00", "Success", "Success", "patch", "SuccessAndReboot", 194, null, "");
        plugin("c8", "i-2", 0, "Patch", "19 04:00", "Success", "Success", "patch", "SuccessAndReboot", 194, 5, "");
        assertAnswer("select instance_id, outcome from ssm.plugin_run order by 1", "i-1 Running", "i-2 Success");
    }

    /** Its condition has four statuses of the eight, from which Postgres must see that the view's follows. */
    @Test
    void whatStillRunsIsFoundByItsIndex() throws Exception {
        warehouse.execute("insert into ssm.command_plugin (account_id, region, command_id, instance_id, plugin_index,"
                + " requested_date_time, status, exported_at) select '1', 'r', 'c9', 'i-' || i, 0, now(), 'Success', now()"
                + " from generate_series(1, 5000) i; analyze ssm.command_plugin");
        assertThat(warehouse.query("explain select * from ssm.still_running").toString())
                .contains("command_plugin_open");
    }

    @Test
    void theSlowestStepsAreFoundWithTheirRun() throws Exception {
        assertAnswer(
                "select plugin_name, runs, total_seconds, mean_seconds, slowest_instance_id, slowest_command_id"
                        + " from ssm.slowest_plugins order by total_seconds desc, 1",
                "patch 2 45 22.5 i-1 c3",
                "download 2 40 20 i-1 c2",
                "install 1 20 20 i-1 c1");
    }

    @Test
    void coverageShowsCompleteOpenAndMissingDays() throws Exception {
        warehouse.execute("""
                insert into ssm_export.destination values
                  ('fleet postgres:ssm.command_plugin', 'details=true', 720), ('fleet parquet:/archive', 'details=true', 720);
                insert into ssm_export.run values (1, 'fleet postgres:ssm.command_plugin', now(), now(), 'complete');
                insert into ssm_export.exported_slice
                select destination, '1', region, start_time, start_time + interval '12 hours', open = 0, 1, 10, open, 0, 20, null,
                  0, null, 1, now()
                from ssm_export.destination, (values
                  ('r', timestamptz '2026-11-18 00:00+00', 0), ('r', '2026-11-18 12:00+00', 0),
                  ('r', '2026-11-20 00:00+00', 0), ('q', date_trunc('day', now(), 'UTC'), 1),
                  ('q', date_trunc('day', now() - interval '40 days', 'UTC'), 1)) as slice (region, start_time, open)
                where destination like 'fleet postgres:%' or open = 1""");
        assertAnswer(
                "select day, job, account_id, region, state, slices, invocations from ssm.coverage_by_day"
                        + " where region = 'r' order by 1",
                "2026-11-18 fleet 1 r complete 2 20",
                "2026-11-19 fleet 1 r missing 0 0",
                "2026-11-20 fleet 1 r partly read 1 10");
        assertAnswer(
                "select state, count(*), sum(open_invocations) from ssm.coverage_by_day where region = 'q' group by 1 order by 1",
                "expired 1 1",
                "missing 39 0",
                "still running 1 1");
    }

    /** The columns of a view that is there can only be followed by others. */
    @Test
    void anInstalledViewGetsItsNewColumnAtItsEnd() throws Exception {
        String script = Files.readString(Path.of("sql/views/R__3_duration_by_plugin.sql"));
        String older = script.replaceAll(",\n *percentile_cont\\(0.95\\)[^\n]*", "");
        warehouse.execute("drop view ssm.duration_by_plugin, ssm.duration_by_day_and_plugin; " + older);
        assertAnswer("select attname from pg_attribute where attname = 'p95_seconds'");

        warehouse.execute(script);

        assertAnswer(
                "select plugin_name, p90_seconds, p95_seconds, p99_seconds from ssm.duration_by_plugin"
                        + " where plugin_name = 'download'",
                "download 28 29 29.8");
    }

    @Test
    void everyViewAndColumnSaysWhatItIs() throws Exception {
        assertAnswer("select relname from pg_class where relnamespace = 'ssm'::regnamespace and relkind in ('v', 'r')"
                + " and obj_description(oid) is null and relname <> 'flyway_schema_history'");
        assertAnswer("select attname from pg_attribute where attrelid = 'ssm.command_plugin'::regclass and attnum > 0"
                + " and col_description(attrelid, attnum) is null");
        List<String> views = Arrays.asList(new java.io.File("sql/views").list());
        assertThat(warehouse.query("select viewname from pg_views where schemaname = 'ssm'"))
                .hasSize(views.size() + 1);
    }
}
