package io.ssmexport.job;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.BeingRead;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
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
        return shards(options, variables)
                .flatMap(shards -> isWhole(options) ? shards.together() : shards.part(options.name()));
    }

    /**
     * What workers read of it at the moment.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if the state can't be read
     */
    public static List<BeingRead> beingRead(ExportOptions options, Map<String, String> variables) {
        return options.state() instanceof StatePlace.Database database
                ? inDatabase(
                                database.url().address(variables),
                                options.name(),
                                schema -> BeingRead.in(schema, Stores.destination(options, variables)))
                        .orElse(List.of())
                : List.of();
    }

    /** Whether the options mean all shards of a job, if it has some. */
    private static boolean isWhole(ExportOptions options) {
        return options.shard() == null || options.shard().number() == null;
    }

    /**
     * The same in parts, by name: of a job with shards one for each of them, be it that it never ran; else the job itself, once it
     * ran.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if the state can't be read
     */
    public static Map<String, Archive> parts(ExportOptions options, Map<String, String> variables) {
        if (isWhole(options)) {
            return shards(options, variables).map(KnownShards::parts).orElse(Map.of());
        }
        return read(options, variables)
                .map(archive -> Map.of(options.name(), archive))
                .orElse(Map.of());
    }

    /**
     * Fails where a command can only be given for each shard.
     *
     * @throws Failure of kind USAGE if the job has shards and the options name none
     */
    static void requireNoShards(ExportOptions options, Map<String, String> variables) {
        if (isWhole(options)
                && shards(options, variables).filter(KnownShards::areSeveral).isPresent()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at("shard", "job " + options.job() + " has shards, each with a ledger of its own")
                            .withRemedy("give the command for each of them: --shard 1/N, …"));
        }
    }

    private static Optional<KnownShards> shards(ExportOptions options, Map<String, String> variables) {
        return shards(options, variables, name -> true);
    }

    private static Optional<KnownShards> shards(
            ExportOptions options, Map<String, String> variables, Predicate<String> chosen) {
        String destination = Stores.destination(options, variables);
        if (!options.into().isKept()) {
            return Optional.empty();
        }
        return options.state() instanceof StatePlace.Database database
                ? inDatabase(
                        database.url().address(variables),
                        options.name(),
                        schema -> KnownShards.in(schema, options, destination, chosen))
                : Optional.of(KnownShards.in(options, variables, destination, chosen));
    }

    /**
     * What the state has of the same accounts and regions under other names of the job: of its shards, if it has or had some.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if the state can't be read
     */
    static Collection<Archive> others(ExportOptions options, Map<String, String> variables) {
        return shards(options, variables, other(options))
                .map(KnownShards::archives)
                .orElse(List.of());
    }

    /** The same of an open state in a database. */
    static Collection<Archive> others(DataSource state, ExportOptions options, Map<String, String> variables) {
        return KnownShards.in(state, options, Stores.destination(options, variables), other(options))
                .archives();
    }

    private static Predicate<String> other(ExportOptions options) {
        return name -> !name.equals(options.name());
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
