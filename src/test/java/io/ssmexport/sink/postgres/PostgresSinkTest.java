package io.ssmexport.sink.postgres;

import static io.ssmexport.sink.file.SampleRows.READ_AT;
import static io.ssmexport.sink.file.SampleRows.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.row.Column;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowKey;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.StateDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class PostgresSinkTest {

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    private PostgresDatabase database;
    private PostgresSink sink;

    @BeforeEach
    void open() {
        database = warehouse.open();
        sink = new PostgresSink(database, "job", Reading.EVERYTHING);
        sink.prepare();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Plugins with that output, of an invocation that was read so many minutes after the sample time. */
    private static InvocationRows invocation(int number, String status, int minutes, String... outputs) {
        List<PluginRow> rows = new ArrayList<>();
        for (int plugin = 0; plugin < Math.max(1, outputs.length); plugin++) {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("command_id", "command-" + number);
            values.put("plugin_index", plugin);
            values.put("status", status);
            values.put("exported_at", READ_AT.plusSeconds(60L * minutes));
            values.put("output", outputs.length == 0 ? null : outputs[plugin]);
            values.put("plugin_name", outputs.length == 0 ? null : "step " + plugin);
            rows.add(SampleRows.row(values));
        }
        return new InvocationRows(rows);
    }

    /** The same in another account, region, command or instance. */
    private static InvocationRows with(String column, String value, InvocationRows invocation) {
        int changed = Column.ALL.stream().map(Column::name).toList().indexOf(column);
        return new InvocationRows(invocation.rows().stream()
                .map(row -> {
                    @Nullable Object[] values = values(row);
                    values[changed] = value;
                    return PluginRow.of(values);
                })
                .toList());
    }

    private static @Nullable Object[] values(PluginRow row) {
        return Column.ALL.stream().map(column -> column.value().apply(row)).toArray();
    }

    private void write(PostgresSink sink, int page, InvocationRows... invocations) {
        sink.write(SLICE, List.of(new RowPage(page, List.of(invocations))));
    }

    private void assertOutputs(String... outputs) throws Exception {
        assertThat(warehouse.query("""
                        select command_id || ' ' || plugin_index || ' ' || coalesce(output, 'null') || ' '
                          || extract(minute from exported_at)::int
                        from ssm.command_plugin order by 1""")).extracting(row -> row.get(0)).containsExactly(outputs);
    }

    @Test
    void everyValueComesBackAsItWentInButNul() throws Exception {
        List<InvocationRows> invocations = new ArrayList<>();
        List<List<@Nullable String>> expected = new ArrayList<>();
        for (PluginRow row : SampleRows.nastyRows()) {
            List<@Nullable String> texts = new ArrayList<>(DuckDb.texts(row));
            @Nullable Object[] values = values(row);
            values[2] = texts.set(2, String.format(Locale.ROOT, "%05d", invocations.size()));
            values[2] = texts.get(2);
            invocations.add(new InvocationRows(List.of(PluginRow.of(values))));
            texts.replaceAll(text -> text == null ? null : text.replace('\0', '\uFFFD'));
            expected.add(texts);
        }
        write(sink, 1, invocations.toArray(new InvocationRows[0]));
        assertThat(warehouse.rows()).isEqualTo(expected);
        write(sink, 1, invocations.toArray(new InvocationRows[0]));
        assertThat(warehouse.rows()).isEqualTo(expected);
    }

    @Test
    void aPageThatArrivesLateOverwritesNothingThatWasReadAfterIt() throws Exception {
        write(sink, 1, invocation(1, "InProgress", 0, "started"));
        write(sink, 1, invocation(1, "Success", 20, "done", "done too"));
        write(new PostgresSink(database, "other", Reading.EVERYTHING), 1, invocation(1, "InProgress", 10, "half done"));
        assertOutputs("command-1 0 done 20", "command-1 1 done too 20");
    }

    /** Rows of a version that noted no pages, or whose pages are long forgotten, have nothing but their own time. */
    @Test
    void aLatePageLosesToARowOfWhichNoPageIsKnown() throws Exception {
        write(sink, 1, invocation(1, "Success", 20, "done"));
        warehouse.execute("delete from ssm_export.returned_page");
        write(new PostgresSink(database, "other", Reading.EVERYTHING), 1, invocation(1, "InProgress", 10, "half done"));
        assertOutputs("command-1 0 done 20");
    }

    @Test
    void ofTheTwoReadingsInAChunkTheLaterOneWinsWhereverItStands() throws Exception {
        write(sink, 1, invocation(1, "Success", 20, "done"), invocation(1, "InProgress", 10, "half done"));
        write(sink, 2, invocation(2, "InProgress", 10, "half done"), invocation(2, "Success", 20, "done"));
        assertOutputs("command-1 0 done 20", "command-2 0 done 20");
    }

    @Test
    void aLatePageLosesAlsoToAReadingThatFoundNothingChanged() throws Exception {
        write(sink, 1, invocation(1, "Pending", 0));
        write(sink, 1, invocation(1, "Pending", 20));
        write(
                new PostgresSink(database, "other", Reading.EVERYTHING),
                1,
                invocation(1, "InProgress", 10, "in between"));
        assertOutputs("command-1 0 null 0");
    }

    /** The other one was read later, with other rows. */
    @Test
    void anAnswerIsHeldAgainstTheSameInvocationAlone() throws Exception {
        Map<String, String> others = Map.of(
                "account_id", "210987654321",
                "region", "eu-west-1",
                "command_id", "another",
                "instance_id", "another");
        List<String> expected = new ArrayList<>();
        int page = 0;
        for (Map.Entry<String, String> another : others.entrySet()) {
            int number = ++page;
            write(sink, page, invocation(number, "InProgress", 0, "a", "b"));
            InvocationRows other =
                    with(another.getKey(), another.getValue(), invocation(number, "Success", 20, "a", "x", "y"));
            RowKey key = other.first().key();
            Slice slice = new Slice(key.accountId(), key.region(), SLICE.start(), SLICE.width());
            sink.write(slice, List.of(new RowPage(++page, List.of(other))));

            write(sink, ++page, invocation(number, "Success", 10, "c"));

            expected.add("command-" + number + " 0 c 10");
            Stream.of(" 0 a 20", " 1 x 20", " 2 y 20")
                    .map(row -> key.commandId() + row)
                    .forEach(expected::add);
        }
        assertOutputs(expected.stream().sorted().toArray(String[]::new));
    }

    /** Between its look at what is there and its write another job would change it. */
    @Test
    void aJobThatWritesTheSameDayWaitsUntilTheOtherHasCommitted() throws Exception {
        write(sink, 1, invocation(1, "InProgress", 0, "started"));
        PostgresSink other = new PostgresSink(database, "other", Reading.EVERYTHING);
        CompletableFuture<Void> late = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .execute(status -> {
                    write(sink, 1, invocation(1, "Success", 20, "done"));
                    var waits = CompletableFuture.runAsync(
                            () -> write(other, 1, invocation(1, "InProgress", 10, "half done")));
                    await().untilAsserted(() -> assertThat(warehouse.value(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"))
                            .isEqualTo("1"));
                    return waits;
                });
        late.join();
        assertOutputs("command-1 0 done 20");
    }

    @Test
    void anUnchangedRowKeepsTheTimeAtWhichItsContentWasFirstRead() throws Exception {
        write(sink, 1, invocation(1, "Success", 0, "a", "b"));
        write(sink, 1, invocation(1, "Success", 20, "a", "c"));
        assertOutputs("command-1 0 a 0", "command-1 1 c 20");
    }

    @Test
    void anInvocationWhosePluginsWentFromNoneToTwoHasTwoRows() throws Exception {
        write(sink, 1, invocation(1, "Pending", 0));
        write(sink, 1, invocation(1, "Success", 5, "a", "b"));
        assertOutputs("command-1 0 a 5", "command-1 1 b 5");
    }

    @Test
    void pluginsThatTheNewAnswerNoLongerHasAreRemoved() throws Exception {
        write(sink, 1, invocation(1, "Success", 0, "a", "b", "c"), invocation(2, "Success", 0, "x", "y"));
        write(sink, 1, invocation(1, "Success", 5, "a"));
        assertOutputs("command-1 0 a 0", "command-2 0 x 0", "command-2 1 y 0");
    }

    @Test
    void pluginsThatTheNewAnswerHasBesidesAreAdded() throws Exception {
        write(sink, 1, invocation(1, "Success", 0, "a"));
        write(sink, 1, invocation(1, "Success", 5, "a", "b"));
        assertOutputs("command-1 0 a 0", "command-1 1 b 5");
    }

    @Test
    void anAnswerWithoutPluginsReplacesNoneThatHasSome() throws Exception {
        write(sink, 1, invocation(1, "Success", 0, "a", "b"));
        write(new PostgresSink(database, "without-details", Reading.EVERYTHING), 1, invocation(1, "Success", 5));
        assertOutputs("command-1 0 a 0", "command-1 1 b 0");
    }

    @Test
    void anInvocationOnTwoPagesOfAChunkIsWrittenOnce() throws Exception {
        sink.write(
                SLICE,
                List.of(
                        new RowPage(1, List.of(invocation(1, "InProgress", 0, "a"))),
                        new RowPage(2, List.of(invocation(1, "Success", 1, "b")))));
        assertOutputs("command-1 0 b 1");
    }

    @Test
    void anInvocationInTwoChunksOfANewSliceIsMerged() throws Exception {
        write(sink, 1, invocation(1, "InProgress", 0, "a"), invocation(2, "Success", 0, "x"));
        write(sink, 2, invocation(1, "Success", 1, "b"), invocation(3, "Success", 1, "y"));
        assertOutputs("command-1 0 b 1", "command-2 0 x 0", "command-3 0 y 1");
    }

    /** But for the one that says that there is nothing. */
    @Test
    void aNewSliceIsCopiedWithoutAnotherLookAtTheTable() throws Exception {
        write(sink, 1, invocation(1, "Success", 0, "a"));
        write(sink, 2, invocation(2, "Success", 0, "b"));
        write(sink, 3, invocation(3, "Success", 0, "c"));
        database.close();
        await().untilAsserted(() -> assertThat(warehouse.query("""
                        select n_tup_ins, seq_scan + idx_scan from pg_stat_user_tables
                        where relid = 'ssm.command_plugin'::regclass""")).isEqualTo(List.of(List.of("3", "1"))));
    }

    @Test
    void ofADayThatIsForgottenNoPageIsKnownEither() throws Exception {
        Slice next = new Slice(SLICE.account(), SLICE.region(), SLICE.end(), SLICE.width());
        sink.write(SLICE, List.of(SampleRows.page(1, SampleRows.invocation(SLICE, 1, "a"))));
        sink.write(next, List.of(SampleRows.page(1, SampleRows.invocation(next, 2, "b"))));
        sink.upkeep().forget(Set.of(Source.of(SLICE)), next.start());
        assertThat(warehouse.query("select start_time = '2026-11-20Z' from ssm_export.returned_page"))
                .isEqualTo(List.of(List.of("t")));
    }

    @Test
    void reloadingTheSameHistoryLeavesNoDeadTuples() throws Exception {
        InvocationRows[] invocations = new InvocationRows[500];
        for (int i = 0; i < invocations.length; i++) {
            invocations[i] = invocation(i, i % 50 == 0 ? "InProgress" : "Success", 0, "a" + i, "b" + i);
        }
        write(sink, 1, invocations);
        for (int i = 0; i < invocations.length; i++) {
            invocations[i] = invocation(i, i % 50 == 0 ? "InProgress" : "Success", 30, "a" + i, "b" + i);
        }
        write(sink, 1, invocations);
        database.close();
        await().untilAsserted(
                        () -> assertThat(warehouse.query("""
                        select n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup from pg_stat_user_tables
                        where relid = 'ssm.command_plugin'::regclass""")).isEqualTo(List.of(List.of("1000", "0", "0", "0"))));
    }

    @Test
    void aTableThatDiffersFromTheContractIsRefusedWithAllDifferences() throws Exception {
        warehouse.execute("drop schema ssm cascade; create schema ssm; create table ssm.command_plugin as"
                + " select ''::text as account_id, ''::text as region, ''::text as command_id, ''::text as instance_id,"
                + " 0 as plugin_index, now()::timestamp as requested_date_time where false; alter table ssm.command_plugin"
                + " add column cost int not null, add column team text");
        assertThatThrownBy(sink::prepare)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessageContaining("- column instance_name text is missing")
                .hasMessageContaining("- column exported_at timestamp with time zone not null is missing")
                .hasMessageContaining(
                        "- column requested_date_time must be timestamp with time zone but is timestamp without")
                .hasMessageContaining("- column cost isn't of the contract, so it must take null")
                .hasMessageContaining(
                        "- unique key (account_id, region, command_id, instance_id, plugin_index) is missing")
                .hasMessageNotContaining("team");
    }

    @Test
    void installSqlHasEveryScript() throws Exception {
        Path sql = Path.of("sql");
        List<String> scripts;
        try (Stream<Path> files = Files.walk(sql)) {
            scripts = files.map(file -> sql.relativize(file).toString())
                    .filter(name -> name.matches("\\w+/[VR]\\w+\\.sql"))
                    .toList();
        }
        assertThat(Files.readAllLines(sql.resolve("install.sql")).stream()
                        .filter(line -> line.startsWith("\\ir "))
                        .map(line -> line.substring(4)))
                .containsExactlyInAnyOrderElementsOf(scripts);
    }

    @Test
    void whatInstallSqlMakesByHandIsTakenAsItIs() throws Exception {
        warehouse.execute("drop schema ssm cascade; drop schema ssm_export cascade");
        Path install = Path.of("sql", "install.sql");
        StringBuilder script = new StringBuilder();
        for (String line : Files.readAllLines(install)) {
            script.append(line.startsWith("\\ir ") ? Files.readString(install.resolveSibling(line.substring(4))) : line)
                    .append('\n');
        }
        warehouse.execute(script.toString());
        StateDatabase.MIGRATIONS.apply(database);
        sink.prepare();
        write(sink, 1, invocation(1, "Success", 0, "a"));
        assertOutputs("command-1 0 a 0");
        assertThat(warehouse.value("select to_regclass('ssm.flyway_schema_history')"))
                .isEqualTo("null");
    }
}
