package io.ssmexport.sink.postgres;

import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Slice;
import io.ssmexport.state.StateDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures loading rows of about 1.1 kB into the keyed and indexed table, against a bare COPY in the same format of the
 * same rows into the same table, in the same transactions: {@code PostgresBenchmark [rows] [rounds]}. Starts a server of
 * its own. Each round does all of them; the medians are compared, so look at the ratios and not at the rates.
 */
final class PostgresBenchmark {

    private static final int INVOCATIONS_A_PAGE = 50;
    private static final int PAGES_A_CHUNK = 20;
    private static final int ROWS_A_CHUNK = 2 * INVOCATIONS_A_PAGE * PAGES_A_CHUNK;
    private static final Slice SLICE = SampleRows.SLICE;

    private final PostgresDatabase database;
    private final int rows;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private PostgresBenchmark(PostgresDatabase database, int rows) {
        this.database = database;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                PostgresDatabase database = PostgresDatabase.open(
                        PostgresAddress.parse(
                                "postgresql://postgres@localhost:" + server.getPort() + "/postgres", Map.of()),
                        "benchmark",
                        2)) {
            StateDatabase.MIGRATIONS.apply(database);
            new PostgresSink(database, "benchmark", Reading.EVERYTHING).prepare();
            PostgresBenchmark benchmark = new PostgresBenchmark(database, rows);
            for (int round = 0; round <= rounds; round++) {
                benchmark.round();
                if (round == 0) {
                    benchmark.rates.clear(); // The first one warms up.
                }
            }
            benchmark.report();
        }
    }

    private interface Load {
        void chunk(List<RowPage> pages) throws SQLException;
    }

    private void round() throws SQLException {
        PostgresSink sink = new PostgresSink(database, "benchmark", Reading.EVERYTHING);
        execute("truncate ssm.command_plugin, ssm_export.returned_page", "checkpoint");
        measure("bare COPY", 0, this::copy);
        execute("truncate ssm.command_plugin, ssm_export.returned_page", "checkpoint");
        measure("first load", 0, pages -> sink.write(SLICE, pages));
        execute("vacuum analyze ssm.command_plugin", "checkpoint");
        measure("reload, nothing changed", 60, pages -> sink.write(SLICE, pages));
        long start = System.nanoTime();
        sink.publish(SLICE);
        rates.computeIfAbsent("publish (counting)", name -> new ArrayList<>())
                .add(rows * 1e9 / (System.nanoTime() - start));
    }

    private void copy(List<RowPage> pages) throws SQLException {
        List<PluginRow> chunk = pages.stream()
                .flatMap(page -> page.invocations().stream())
                .flatMap(invocation -> invocation.rows().stream())
                .toList();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            BinaryCopy.send(connection, "ssm.command_plugin", chunk);
            connection.commit();
        }
    }

    private void measure(String name, int secondsLater, Load load) throws SQLException {
        Random random = new Random(1);
        long nanos = 0;
        for (int chunk = 0; chunk < rows / ROWS_A_CHUNK; chunk++) {
            List<RowPage> pages = chunk(chunk, SampleRows.READ_AT.plusSeconds(secondsLater), random);
            long start = System.nanoTime();
            load.chunk(pages);
            nanos += System.nanoTime() - start;
        }
        rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rows * 1e9 / nanos);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<RowPage> chunk(int number, Instant readAt, Random random) {
        List<RowPage> pages = new ArrayList<>();
        for (int page = 0; page < PAGES_A_CHUNK; page++) {
            List<InvocationRows> invocations = new ArrayList<>();
            for (int i = 0; i < INVOCATIONS_A_PAGE; i++) {
                invocations.add(invocation((number * PAGES_A_CHUNK + page) * INVOCATIONS_A_PAGE + i, readAt, random));
            }
            pages.add(new RowPage(number * PAGES_A_CHUNK + page + 1, invocations));
        }
        return pages;
    }

    /** Commands of 100 instances, with ids that, as AWS's own, are in no order. */
    private static InvocationRows invocation(int number, Instant readAt, Random random) {
        List<PluginRow> rows = new ArrayList<>();
        for (int plugin = 0; plugin < 2; plugin++) {
            Map<String, Object> values = new HashMap<>();
            long command = new Random(number / 100).nextLong();
            values.put(
                    "command_id",
                    String.format(Locale.ROOT, "%016x-4000-8000-%010x", command, command & 0xffffffffffL));
            values.put("instance_id", String.format(Locale.ROOT, "i-%017x", number));
            values.put("plugin_index", plugin);
            values.put(
                    "requested_date_time",
                    SLICE.start().plus(Duration.ofDays(1)).minusSeconds(number / 100 % 86_400 + 1L));
            values.put("output", output(random));
            values.put("exported_at", readAt);
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

    private void report() throws SQLException {
        double copy = median("bare COPY");
        rates.keySet()
                .forEach(name -> System.out.printf(
                        Locale.ROOT,
                        "%-24s %,9.0f rows/s, %.2f of the bare COPY%n",
                        name,
                        median(name),
                        median(name) / copy));
        try (Connection connection = database.unpooled().getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("select n_dead_tup, pg_size_pretty(pg_table_size(relid)),"
                        + " pg_size_pretty(pg_indexes_size(relid)) from pg_stat_user_tables"
                        + " where relid = 'ssm.command_plugin'::regclass")) {
            result.next();
            System.out.printf(
                    Locale.ROOT,
                    "dead tuples after the reload: %s; table %s, indexes %s%n",
                    result.getString(1),
                    result.getString(2),
                    result.getString(3));
        }
    }

    private double median(String name) {
        List<Double> sorted =
                rates.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
