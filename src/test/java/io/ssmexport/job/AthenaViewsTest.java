package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.row.Column;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.sql.AthenaSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One history in files and in Postgres: what Athena's views say of the one is what Postgres's say of the other. There is no
 * Athena here; DuckDB runs its statements, with two of Trino's functions given to it.
 */
class AthenaViewsTest {

    private static final String COLUMNS = Column.ALL.stream().map(Column::name).collect(Collectors.joining(", "));

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    @Test
    void theViewsOfAthenaSayWhatThoseOfPostgresSay() throws Exception {
        try (SimulatedJob job = new SimulatedJob(
                        directory, Instant.parse("2026-11-19T00:00:00Z"), new Simulation(600, 4, 7), "--since=4d");
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            job.run();
            define(duckdb, job.archive());
            copy(duckdb);
            for (String view : views()) {
                List<String> columns = comparable(view);
                List<List<@Nullable String>> expected = warehouse.query(select(view, columns));
                assertThat(DuckDb.query(duckdb, select(view, columns)))
                        .as(view)
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    private static void define(Connection duckdb, Path archive) throws Exception {
        execute(duckdb, "set timezone = 'UTC'");
        execute(duckdb, "create schema ssm");
        execute(duckdb, "create macro approx_percentile(x, p) as quantile_cont(x, p)");
        execute(duckdb, "create macro element_at(list, i) as list[i]");
        String columns = Column.ALL.stream()
                .map(column -> column.type() == Column.Type.TIMESTAMP
                        ? "timezone('UTC', " + column.name() + ") as " + column.name()
                        : column.name())
                .collect(Collectors.joining(", "));
        execute(
                duckdb,
                "create view ssm.command_plugin as select " + columns
                        + ", requested_date::date as requested_date from read_parquet('" + archive
                        + "/*/*.parquet', hive_partitioning = true)");
        for (String view : AthenaSql.views()) {
            execute(duckdb, view);
        }
    }

    private void copy(Connection duckdb) throws SQLException {
        String values = Column.ALL.stream()
                .map(column -> column.type() == Column.Type.TIMESTAMP ? "?::timestamp at time zone 'UTC'" : "?")
                .collect(Collectors.joining(", "));
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("select " + COLUMNS + " from ssm.command_plugin");
                Connection postgres = warehouse.connect();
                PreparedStatement insert = postgres.prepareStatement(
                        "insert into ssm.command_plugin (" + COLUMNS + ") values (" + values + ")")) {
            while (rows.next()) {
                for (int i = 1; i <= Column.ALL.size(); i++) {
                    Object value = rows.getObject(i);
                    insert.setObject(i, value instanceof String text ? text.replace('\0', '\uFFFD') : value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private List<String> views() throws SQLException {
        return warehouse
                .query("select viewname from pg_views where schemaname = 'ssm' and viewname <> 'coverage_by_day'")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** Without the age, which goes on, and the slowest run, of which there may be two. */
    private List<String> comparable(String view) throws SQLException {
        return warehouse
                .query("select attname, format_type(atttypid, null) from pg_attribute where attrelid = 'ssm." + view
                        + "'::regclass and attnum > 0 order by attnum")
                .stream()
                .filter(column -> !List.of("age", "slowest_instance_id", "slowest_command_id")
                        .contains(column.get(0)))
                .map(column -> text(column.get(0), column.get(1)))
                .toList();
    }

    /** The same text in both databases: times as they are written in UTC, numbers with six digits behind the point. */
    private static String text(String column, String type) {
        String quoted = '"' + column + '"';
        return switch (type) {
            case "double precision" -> "cast(cast(" + quoted + " as decimal(18, 6)) as varchar)";
            case "timestamp with time zone" ->
                "cast(cast(extract(epoch from " + quoted + ") as decimal(18, 3)) as varchar)";
            default -> "cast(" + quoted + " as varchar)";
        };
    }

    private static String select(String view, List<String> columns) {
        return "select " + String.join(", ", columns) + " from ssm." + view;
    }

    private static void execute(Connection duckdb, String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
