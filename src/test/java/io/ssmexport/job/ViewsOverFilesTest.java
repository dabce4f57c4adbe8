package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.row.Column;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.sql.Guide;
import io.ssmexport.sql.SqlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One history in files and in Postgres: what the views over the one say is what those of the other say, row by row. */
class ViewsOverFilesTest {

    /** The age goes on, of slowest runs there may be two, and time and name of a reading are the job's own. */
    private static final List<String> INCOMPARABLE =
            List.of("age", "slowest_instance_id", "slowest_command_id", "exported_at", "read_until");

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    private Connection duckdb;
    private SimulatedJob job;

    @BeforeEach
    void export() throws Exception {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        duckdb("set timezone = 'UTC'");
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T05:00:00Z"), new Simulation(600, 4, 7), "--since=4d");
        job.run("--into=" + warehouse.url(), "--state=" + warehouse.url());
    }

    @AfterEach
    void close() throws SQLException {
        job.close();
        duckdb.close();
    }

    @Test
    void theViewsOfDuckDbSayWhatThoseOfPostgresSay() throws Exception {
        job.run();
        duckdb(script());

        assertThat(compared()).contains("coverage_by_day").hasSize(10);
        String columns = "select table_name, column_name from information_schema.columns where table_schema = 'ssm'"
                + " and table_name in (select table_name from information_schema.views) order by 1, ordinal_position";
        assertThat(DuckDb.query(duckdb, columns).stream()
                        .filter(column -> !"command_plugin".equals(column.get(0)))
                        .toList())
                .isEqualTo(warehouse.query(columns));
    }

    @Test
    void theySayItOverCsvToo() throws Exception {
        job.run("--into=csv.gz:" + job.archive());
        String parquet = SqlFile.DUCKDB.views().get(0) + ";";
        String csv = SqlFile.DUCKDB
                .text()
                .lines()
                .dropWhile(line -> !line.equals("-- create or replace view ssm.command_plugin as"))
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.substring("-- ".length()))
                .collect(Collectors.joining("\n"));
        assertThat(SqlFile.DUCKDB.text()).contains(parquet);
        duckdb(script().replace(parquet, csv));

        assertThat(compared()).hasSize(10);
    }

    /** There is no Athena here; DuckDB runs its statements, with four of Trino's functions given to it. */
    @Test
    void theViewsOfAthenaSayWhatThoseOfPostgresSay() throws Exception {
        job.run();
        duckdb("create schema ssm; create macro approx_percentile(x, p) as quantile_cont(x, p);"
                + " create macro element_at(list, i) as list[i]; create macro from_iso8601_timestamp(x) as x::timestamptz;"
                + " create macro sequence(a, b, step) as generate_series(a::timestamp, b::timestamp, step)");
        String columns = Column.ALL.stream()
                .map(column -> column.type() == Column.Type.TIMESTAMP
                        ? "timezone('UTC', " + column.name() + ") as " + column.name()
                        : column.name())
                .collect(Collectors.joining(", "));
        duckdb("create view ssm.command_plugin as select " + columns + ", requested_date from read_parquet('"
                + job.archive() + "/*/*.parquet', hive_partitioning = true)");
        String coverage = "read_json('" + job.archive() + "/_coverage/*', format = 'newline_delimited'";
        assertThat(DuckDb.query(duckdb, "select column_name from (describe from " + coverage + "))").stream()
                        .map(row -> row.get(0)))
                .containsExactlyElementsOf(SqlFile.ATHENA.columns("coverage").keySet());
        duckdb("create view ssm.coverage as from " + coverage + ", columns = {"
                + typed(SqlFile.ATHENA.columns("coverage")) + "})");
        for (String view : SqlFile.ATHENA.views()) {
            duckdb(view);
        }

        assertThat(compared()).contains("coverage_by_day").hasSize(10);
    }

    private static String typed(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(column -> '"' + column.getKey() + "\": '" + column.getValue() + "'")
                .collect(Collectors.joining(", "));
    }

    private String script() throws IOException {
        return SqlFile.DUCKDB.over(job.archive());
    }

    /** The views that are there; what each of them says is compared. */
    private List<String> compared() throws IOException, SQLException {
        List<String> views = DuckDb.query(
                        duckdb,
                        "select view_name from duckdb_views() where schema_name = 'ssm'"
                                + " and view_name not in ('command_plugin', 'coverage')")
                .stream()
                .map(row -> row.get(0))
                .toList();
        for (String view : views) {
            String select = "select " + String.join(", ", comparable(view)) + " from ssm." + view;
            assertThat(DuckDb.query(duckdb, select))
                    .as(view)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(warehouse.query(select));
        }
        for (String question : Guide.questions()) {
            String then = question.replace("current_date", "date '2026-11-19'");
            assertThat(DuckDb.query(duckdb, then)).as(question).isNotEmpty().hasSameSizeAs(warehouse.query(then));
        }
        return views;
    }

    private List<String> comparable(String view) throws SQLException {
        return warehouse
                .query("select attname, format_type(atttypid, null) from pg_attribute where attrelid = 'ssm." + view
                        + "'::regclass and attnum > 0 order by attnum")
                .stream()
                .filter(column -> !INCOMPARABLE.contains(column.get(0)))
                .map(column -> text(column.get(0), column.get(1)))
                .toList();
    }

    /** The same text in both databases: times as they are written in UTC, numbers with six digits behind the point. */
    private static String text(@Nullable String column, @Nullable String type) {
        String quoted = '"' + column + '"';
        return switch (String.valueOf(type)) {
            case "double precision" -> "cast(cast(" + quoted + " as decimal(18, 6)) as varchar)";
            case "timestamp with time zone" ->
                "cast(cast(extract(epoch from " + quoted + ") as decimal(18, 3)) as varchar)";
            default -> "cast(" + quoted + " as varchar)";
        };
    }

    private void duckdb(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
