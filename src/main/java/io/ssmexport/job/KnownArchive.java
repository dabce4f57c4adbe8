package io.ssmexport.job;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.failure.Failure;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What is known of a job's destination, read without a lock and without writing anything, also while a run goes on. */
public final class KnownArchive {

    private KnownArchive() {}

    /** Where the job's state lies, for people: a directory, or a schema of a database. */
    public static String place(ExportOptions options, Map<String, String> variables) {
        return options.state() instanceof StatePlace.Database database
                ? place(database.url().address(variables))
                : StateDirectory.of(options.state().onHost(), options.name(), variables)
                        .path()
                        .toString();
    }

    /**
     * What the job's runs have exported; empty if none has begun.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if the state can't be read
     */
    public static Optional<Archive> read(ExportOptions options, Map<String, String> variables) {
        String destination = Stores.destination(options, variables);
        return options.state() instanceof StatePlace.Database database
                ? inDatabase(
                                database.url().address(variables),
                                options.name(),
                                schema -> Archive.read(schema, destination))
                        .flatMap(Function.identity())
                : ArchiveSnapshot.read(
                        StateDirectory.of(options.state().onHost(), options.name(), variables), destination);
    }

    /**
     * What is known of each place that the job has exported to.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if the state can't be read
     */
    static Map<String, Archive> ofJob(ExportOptions options, Map<String, String> variables) {
        return options.state() instanceof StatePlace.Database database
                ? inDatabase(database.url().address(variables), options.name(), schema -> ofJob(schema, options))
                        .orElse(Map.of())
                : ArchiveSnapshot.readAll(StateDirectory.of(options.state().onHost(), options.name(), variables));
    }

    /** The same of an open state. */
    static Map<String, Archive> ofJob(DataSource state, ExportOptions options) {
        String own = Stores.inState(options, "");
        Map<String, Archive> archives = new TreeMap<>();
        for (String destination : Archive.destinations(state)) {
            if (destination.startsWith(own)) {
                Archive.read(state, destination)
                        .ifPresent(archive -> archives.put(destination.substring(own.length()), archive));
            }
        }
        return archives;
    }

    /**
     * What is found in the state's schema of a database; empty if there is none.
     *
     * @throws Failure of kind USAGE if it can't be read
     */
    static <T> Optional<T> inDatabase(PostgresAddress address, String name, Function<DataSource, T> reading) {
        try (PostgresDatabase database = PostgresDatabase.open(address, name, 1);
                Connection connection = database.unpooled().getConnection()) {
            connection.setReadOnly(true);
            connection.setSchema(PostgresDatabase.STATE_SCHEMA);
            return StateDatabase.MIGRATIONS.isMade(database)
                    ? Optional.of(reading.apply(new SingleConnectionDataSource(connection, true)))
                    : Optional.empty();
        } catch (SQLException | DataAccessException e) {
            throw PostgresProblem.failure(Failure.Kind.USAGE, address.toString(), e);
        }
    }

    /** Where a state in a database lies, for people. */
    static String place(PostgresAddress address) {
        return address + " schema " + PostgresDatabase.STATE_SCHEMA;
    }
}
