package io.ssmexport.postgres;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes and upgrades a schema by the scripts under {@code sql/}. A schema that somebody made by hand, which has no history
 * of migrations, is left alone.
 */
public final class Migrations {

    private static final String HISTORY = "flyway_schema_history";

    private final String schema;
    private final String table;
    private final String[] locations;

    /**
     * Scripts of a schema.
     *
     * @param table one of the schema's, which is there once the scripts have run
     * @param locations where they are, on the class path
     */
    public Migrations(String schema, String table, String... locations) {
        this.schema = schema;
        this.table = table;
        this.locations = locations;
    }

    /**
     * Brings the schema up to date.
     *
     * @throws Failure of kind USAGE if it is newer than this program, damaged, or the role may not
     */
    public void apply(PostgresDatabase database) {
        try {
            if (exists(database, table) && !exists(database, HISTORY)) {
                return;
            }
            if (!exists(database, HISTORY) || isPending(database)) {
                flyway(database.unpooled()).migrate();
            }
        } catch (FlywayException | DataAccessException | SQLException e) {
            throw PostgresProblem.isOne(e)
                    ? PostgresProblem.atStart(database.address() + " schema " + schema + ", being made or upgraded", e)
                    : new Failure(
                            USAGE,
                            Problem.at(
                                    database.address() + " schema " + schema,
                                    "can't be upgraded: "
                                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
                            e);
        }
    }

    /** Looks by a single connection: by itself Flyway takes two, each time a run starts. */
    private boolean isPending(PostgresDatabase database) throws SQLException {
        try (Connection one = database.dataSource().getConnection()) {
            MigrationInfoService scripts =
                    flyway(new SingleConnectionDataSource(one, true)).info();
            requireNoneNewer(database, scripts.all());
            return scripts.pending().length > 0;
        }
    }

    /** Flyway would go on; but a row that is replaced would lose what a column of the newer version holds. */
    private void requireNoneNewer(PostgresDatabase database, MigrationInfo[] scripts) {
        @Nullable MigrationVersion known = null;
        for (MigrationInfo script : scripts) {
            if (script.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new Failure(
                        USAGE,
                        Problem.at(
                                        database.address() + " schema " + schema,
                                        "is of version " + script.getVersion()
                                                + ", and this ssm-export knows versions up to " + known)
                                .withRemedy("use the newer one, or another database"));
            }
            known = script.getVersion() == null ? known : script.getVersion();
        }
    }

    private Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas(schema)
                .table(HISTORY)
                .locations(locations)
                .load();
    }

    /** Whether its tables are there. */
    public boolean isMade(PostgresDatabase database) {
        return exists(database, table);
    }

    /**
     * Looks whether {@link #apply} could do its work, and changes nothing.
     *
     * @throws Failure of kind USAGE if the schema is newer than this program, or isn't there and this role may not make it
     */
    public void inspect(PostgresDatabase database) {
        if (!exists(database, table)) {
            requireMayBeMade(database);
        } else if (exists(database, HISTORY)) {
            try {
                isPending(database);
            } catch (FlywayException | DataAccessException | SQLException e) {
                throw PostgresProblem.atStart(database.address() + " schema " + schema, e);
            }
        }
    }

    private void requireMayBeMade(PostgresDatabase database) {
        boolean allowed = JdbcClient.create(database.dataSource())
                .sql("""
                        select case when to_regnamespace(:schema) is null
                          then has_database_privilege(current_database(), 'create')
                          else has_schema_privilege(:schema, 'create') end""")
                .param("schema", schema)
                .query(Boolean.class)
                .single();
        if (!allowed) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    database.address().toString(),
                                    "schema " + schema + " isn't there, and this role may not make it")
                            .withRemedy("see Grants in docs/operator.md for the grants that a writer needs"));
        }
    }

    private boolean exists(PostgresDatabase database, String name) {
        return JdbcClient.create(database.dataSource())
                .sql("select to_regclass(:name) is not null")
                .param("name", schema + "." + name)
                .query(Boolean.class)
                .single();
    }
}
