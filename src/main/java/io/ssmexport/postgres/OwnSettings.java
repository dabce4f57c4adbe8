package io.ssmexport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections with the settings that this program relies on, whatever the server, the database or the role have. Limits of
 * time in {@code PGOPTIONS} or {@code options=} win: they are meant for this program.
 */
final class OwnSettings extends DelegatingDataSource {

    /**
     * What differs from a server's own defaults has a reason: {@code synchronous_commit}, because a checkpoint elsewhere
     * must not outlive the rows that it stands for; keepalives, because a machine that lost its power never says goodbye,
     * and by default a server waits two hours for it; limits, so that a run ends when somebody holds a lock for ever;
     * the one of idle transactions is below that of locks, so that whoever goes on for a process that stands still gets its locks.
     */
    private static final String SET = """
            select set_config(name, value, false)
            from (values
              ('default_transaction_isolation', 'read committed'), ('default_transaction_deferrable', 'off'),
              ('synchronous_commit', 'on'), ('standard_conforming_strings', 'on'), ('search_path', ''),
              ('statement_timeout', :timeout), ('lock_timeout', '2min'), ('transaction_timeout', '0'),
              ('idle_in_transaction_session_timeout', '1min'), ('idle_session_timeout', '0'),
              ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3')
            ) as wanted (name, value)
            join pg_catalog.pg_settings using (name)
            where not (name like '%timeout' and source = 'client')
              and not (name = 'synchronous_commit' and setting <> 'off')""";

    private final String statement;

    /**
     * Connections of a driver.
     *
     * @param statementTimeout as Postgres reads it: {@code 5min}; {@code 0} for none
     */
    OwnSettings(DataSource driver, String statementTimeout) {
        super(driver);
        this.statement = SET.replace(":timeout", "'" + statementTimeout + "'");
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement set = connection.createStatement()) {
            set.execute(statement);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
