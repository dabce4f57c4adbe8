package io.ssmexport.postgres;

import io.ssmexport.row.Column;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * A real Postgres server, one for all tests of this JVM, and in it an empty database for each test that asks for one, gone
 * after it.
 */
public final class Warehouse implements AfterEachCallback {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final Path DATA = Path.of(
            System.getProperty("java.io.tmpdir"),
            "ssm-export-test-" + ProcessHandle.current().pid());

    private static @Nullable EmbeddedPostgres server;
    private static @Nullable Process watchdog;

    private static final String EMPTY = "template1";
    private static final String MIGRATED = "migrated";
    private static boolean isMigrated;

    private final String template;
    private String database = "";

    public Warehouse() {
        this(EMPTY);
    }

    private Warehouse(String template) {
        this.template = template;
    }

    /** One whose databases have all tables and views: copied, not migrated for each test. */
    public static Warehouse migrated() {
        return new Warehouse(MIGRATED);
    }

    /** Name of the test's database, which is made now if nobody asked for it before. */
    private synchronized String database() {
        if (database.isEmpty()) {
            database = "warehouse_" + DATABASES.incrementAndGet();
            try {
                if (template.equals(MIGRATED)) {
                    migrate();
                }
                create(database, template);
            } catch (SQLException e) {
                throw new IllegalStateException("the test's database can't be made", e);
            }
        }
        return database;
    }

    @Override
    public synchronized void afterEach(ExtensionContext test) throws SQLException {
        if (!database.isEmpty()) {
            try (Connection connection = connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database if exists " + database + " with (force)");
            }
            database = "";
        }
    }

    private static void create(String database, String template) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database + " template " + template);
        }
    }

    private static synchronized void migrate() throws SQLException {
        if (!isMigrated) {
            create(MIGRATED, EMPTY);
            try (PostgresDatabase made =
                    PostgresDatabase.open(PostgresAddress.parse(url(MIGRATED), Map.of()), "test", 1)) {
                StateDatabase.MIGRATIONS.apply(made);
                PostgresSink.MIGRATIONS.apply(made);
            }
            isMigrated = true;
        }
    }

    private static synchronized void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
            if (watchdog != null) {
                // The number of a server that has ended may be another process's soon.
                watchdog.destroy();
            }
        }
    }

    private static void stopAndDelete() {
        try {
            stop();
            FileSystemUtils.deleteRecursively(DATA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized int port() {
        try {
            if (server == null) {
                server = start(0);
                Runtime.getRuntime().addShutdownHook(new Thread(Warehouse::stopAndDelete));
            }
            return server.getPort();
        } catch (IOException e) {
            throw new IllegalStateException("the embedded Postgres doesn't start", e);
        }
    }

    private static EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(DATA)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "60")
                .start();
        watchdog = endWithThisProcess(
                Files.readAllLines(DATA.resolve("postmaster.pid")).get(0));
        return started;
    }

    /** A killed JVM runs no hook, but the pipe from it ends. */
    private static Process endWithThisProcess(String server) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r _; kill -INT \"$0\"", server)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Stops the server, does something, and starts it again on the same port with the same data. */
    public void restart(Meanwhile meanwhile) throws Exception {
        int port = port();
        stop();
        try {
            meanwhile.happens();
        } finally {
            restartOn(port);
        }
    }

    private static synchronized void restartOn(int port) throws IOException {
        server = start(port);
    }

    /** What happens while the server is down. */
    public interface Meanwhile {
        void happens() throws Exception;
    }

    /** URL of the test's database. */
    public String url() {
        return url(database());
    }

    private static String url(String database) {
        return "postgresql://postgres@localhost:" + port() + "/" + database;
    }

    /** Variables that lead to the test's database. */
    public Map<String, String> variables() {
        return Map.of(
                "PGHOST",
                "localhost",
                "PGPORT",
                String.valueOf(port()),
                "PGUSER",
                "postgres",
                "PGDATABASE",
                database(),
                "PGCONNECT_TIMEOUT",
                "3");
    }

    /** Opens the test's database as the program does. */
    public PostgresDatabase open() {
        return PostgresDatabase.open(PostgresAddress.parse(url(), Map.of()), "test", 4);
    }

    /** A connection to the test's database, as its superuser. */
    public Connection connect() throws SQLException {
        return connect(database());
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
