package io.ssmexport.postgres;

import static io.ssmexport.failure.Failure.Kind.USAGE;

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
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** An open database: a pool, and connections of their own for locks. */
public final class PostgresDatabase implements AutoCloseable {

    /** Schema of the state; unqualified names of the pool's connections are its tables. */
    public static final String STATE_SCHEMA = "ssm_export";

    /** Seconds: a server that is restarted is back within this time, or the run fails; connect_timeout beats it. */
    private static final String PATIENCE = "15";

    private final PostgresAddress address;
    private final DataSource unpooled;
    private final HikariDataSource pool;

    private PostgresDatabase(PostgresAddress address, DataSource unpooled, HikariDataSource pool) {
        this.address = address;
        this.unpooled = unpooled;
        this.pool = pool;
    }

    /**
     * Connects.
     *
     * @param job for {@code pg_stat_activity}
     * @param connections how many may be in use at the same time
     * @throws Failure of kind USAGE if the server can't be reached, doesn't let us in or doesn't take writes
     */
    public static PostgresDatabase open(PostgresAddress address, String job, int connections) {
        if (address.passwordFile() != null) {
            System.setProperty("org.postgresql.pgpassfile", address.passwordFile());
        }
        Properties properties = address.properties();
        properties.putIfAbsent("ApplicationName", "ssm-export " + job);
        DataSource unpooled = new SimpleDriverDataSource(new Driver(), address.driverUrl(), properties);
        checkWritable(address, unpooled);
        HikariConfig config = new HikariConfig();
        config.setDataSource(unpooled);
        config.setSchema(STATE_SCHEMA);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(
                Duration.ofSeconds(Long.parseLong(properties.getProperty("connectTimeout", PATIENCE)))
                        .toMillis());
        config.setPoolName("postgres");
        // The schema may not be there yet; the first connection is checked above.
        config.setInitializationFailTimeout(-1);
        return new PostgresDatabase(address, unpooled, new HikariDataSource(config));
    }

    private static void checkWritable(PostgresAddress address, DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet readOnly = statement.executeQuery("show transaction_read_only")) {
            if (readOnly.next() && readOnly.getString(1).equals("on")) {
                throw new Failure(
                        USAGE,
                        "[" + address + "] must take writes but only reads: name the primary, or several hosts with"
                                + " target_session_attrs=read-write");
            }
        } catch (SQLException e) {
            throw PostgresProblem.failure(USAGE, address.toString(), e);
        }
    }

    public PostgresAddress address() {
        return address;
    }

    /** The pool. */
    public DataSource dataSource() {
        return pool;
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
