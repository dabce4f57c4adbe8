package io.ssmexport.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ssmexport.failure.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** An open database: a pool, and connections of their own for locks. */
public final class PostgresDatabase implements AutoCloseable {

    /** Schema of the state; unqualified names of the pool's connections are its tables. */
    public static final String STATE_SCHEMA = "ssm_export";

    /** Seconds that work waits for a connection of the pool; connect_timeout beats it. */
    private static final String CONNECTION_WAIT = "15";

    /** The longest statement of a chunk takes seconds. */
    private static final String STATEMENT_TIMEOUT = "5min";

    /** Seconds for an answer from a server that can no longer be reached; longer than it may take over a statement. */
    private static final String SOCKET_TIMEOUT = "360";

    private final PostgresAddress address;
    private final DataSource unpooled;
    private final DataSource dataSource;
    private final HikariDataSource pool;

    private PostgresDatabase(PostgresAddress address, DataSource unpooled, HikariDataSource pool) {
        this.address = address;
        this.unpooled = unpooled;
        this.pool = pool;
        this.dataSource = lazy(pool);
    }

    /**
     * Connects.
     *
     * @param job for {@code pg_stat_activity}
     * @param connections how many may be in use at the same time
     * @throws Failure of kind USAGE if the server can't be reached, doesn't let us in or can't be worked with, of kind
     *     INCOMPLETE if it has no connection free or is just starting
     */
    public static PostgresDatabase open(PostgresAddress address, String job, int connections) {
        if (address.passwordFile() != null) {
            System.setProperty("org.postgresql.pgpassfile", address.passwordFile());
        }
        Properties properties = address.properties();
        properties.putIfAbsent("ApplicationName", "ssm-export " + job);
        DataSource driver = new SimpleDriverDataSource(new Driver(), address.driverUrl(), properties);
        new ServerCheck(address, driver).check();
        return new PostgresDatabase(address, new OwnSettings(driver, "0"), pool(address, properties, connections));
    }

    private static HikariDataSource pool(PostgresAddress address, Properties properties, int connections) {
        Properties limited = new Properties();
        limited.putAll(properties);
        limited.setProperty("socketTimeout", SOCKET_TIMEOUT);
        HikariConfig config = new HikariConfig();
        config.setDataSource(new OwnSettings(
                new SimpleDriverDataSource(new Driver(), address.driverUrl(), limited), STATEMENT_TIMEOUT));
        config.setSchema(STATE_SCHEMA);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(
                Duration.ofSeconds(Long.parseLong(properties.getProperty("connectTimeout", CONNECTION_WAIT)))
                        .toMillis());
        config.setPoolName("postgres");
        // The schema may not be there yet; the first connection is checked above.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** A transaction takes its connection with its first statement, not while the pages of its chunk are being read. */
    private static DataSource lazy(DataSource pool) {
        LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
        lazy.setDefaultAutoCommit(true);
        lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        lazy.setTargetDataSource(pool);
        return lazy;
    }

    /**
     * Whether another one is the same, whatever their addresses say.
     *
     * @throws Failure if one of them can't be asked
     */
    public boolean isSameAs(PostgresDatabase other) {
        return identity().equals(other.identity());
    }

    /** No other server that runs started in the same microsecond; anybody may ask for it, unlike for the system's identifier. */
    private String identity() {
        try (Connection connection = unpooled.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                        select pg_postmaster_start_time() at time zone 'UTC' || ' ' || oid
                        from pg_database where datname = current_database()""")) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw PostgresProblem.atStart(address.toString(), e);
        }
    }

    public PostgresAddress address() {
        return address;
    }

    /** The pool. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Connections that are not pooled. */
    public DataSource unpooled() {
        return unpooled;
    }

    @Override
    public void close() {
        pool.close();
    }
}
