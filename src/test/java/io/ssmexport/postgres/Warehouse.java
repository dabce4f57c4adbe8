package io.ssmexport.postgres;

import io.ssmexport.row.Column;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Postgres server, one for all tests of this JVM, and an empty database in it for each test. */
public final class Warehouse implements BeforeEachCallback {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;

    private String database = "";

    @Override
    public void beforeEach(ExtensionContext test) throws SQLException {
        database = "warehouse_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    private static synchronized int port() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "60")
                        .start();
            }
            return server.getPort();
        } catch (IOException e) {
            throw new IllegalStateException("the embedded Postgres doesn't start", e);
        }
    }

    /** URL of the test's database. */
    public String url() {
        return "postgresql://postgres@localhost:" + port() + "/" + database;
    }

    /** Variables that lead to the test's database. */
    public Map<String, String> variables() {
        return Map.of(
                "PGHOST", "localhost", "PGPORT", String.valueOf(port()), "PGUSER", "postgres", "PGDATABASE", database);
    }

    /** Opens the test's database as the program does. */
    public PostgresDatabase open() {
        return PostgresDatabase.open(PostgresAddress.parse(url(), Map.of()), "test", 4);
    }

    /** A connection to the test's database, as its superuser. */
    public Connection connect() throws SQLException {
        return connect(database);
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "");
    }

    /** Does something to the test's database. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of a query, as text. */
    public List<List<@Nullable String>> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The only value of a query. */
    public String value(String sql) throws SQLException {
        return String.valueOf(query(sql).get(0).get(0));
    }

    /** All rows of the table, in the order of the key; times in milliseconds since 1970, booleans as true and false. */
    public List<List<@Nullable String>> rows() throws SQLException {
        String columns = Column.ALL.stream()
                .map(column -> switch (column.type()) {
                    case TIMESTAMP -> "(extract(epoch from " + column.name() + ") * 1000)::bigint";
                    case BOOLEAN -> column.name() + "::text";
                    case TEXT, INT -> column.name();
                })
                .collect(Collectors.joining(", "));
        return query("select " + columns + " from ssm.command_plugin order by (account_id || region || command_id"
                + " || instance_id) collate \"C\", plugin_index");
    }
}
