package io.ssmexport.job;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.Migrations;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.StateDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The jobs whose state lies in one place, read without a lock and without writing anything. */
public final class KnownJobs {

    private KnownJobs() {}

    /**
     * A destination of a job.
     *
     * @param state where its state lies, for people
     */
    public record KnownJob(String name, String destination, String state, Archive archive) {}

    /**
     * By their names.
     *
     * @param place the {@code state} of their job files, or null for the user's state directory
     * @throws Failure of kind USAGE if a state can't be read
     */
    public static List<KnownJob> in(@Nullable String place, Map<String, String> variables) {
        List<KnownJob> jobs = new ArrayList<>();
        if (place != null && PostgresAddress.isOne(place)) {
            inDatabase(PostgresAddress.of(place, variables), jobs);
            return jobs;
        }
        for (StateDirectory directory : StateDirectory.all(place, variables)) {
            ArchiveSnapshot.readAll(directory)
                    .forEach((destination, archive) -> jobs.add(new KnownJob(
                            directory.jobName(), destination, directory.path().toString(), archive)));
        }
        return jobs;
    }

    private static void inDatabase(PostgresAddress address, List<KnownJob> jobs) {
        try (PostgresDatabase database = PostgresDatabase.open(address, "jobs", 1);
                Connection connection = database.unpooled().getConnection()) {
            connection.setReadOnly(true);
            connection.setSchema(PostgresDatabase.STATE_SCHEMA);
            if (!Migrations.STATE.isMade(database)) {
                return;
            }
            DataSource one = new SingleConnectionDataSource(connection, true);
            for (String text : Archive.destinations(one)) {
                // The job's name, which has no blanks, and its destination; Stores makes it of these.
                String[] nameAndPlace = text.split(" ", 2);
                Archive.read(one, text)
                        .ifPresent(archive -> jobs.add(new KnownJob(
                                nameAndPlace[0],
                                nameAndPlace[nameAndPlace.length - 1],
                                address + " schema " + PostgresDatabase.STATE_SCHEMA,
                                archive)));
            }
        } catch (SQLException | DataAccessException e) {
            throw PostgresProblem.failure(Failure.Kind.USAGE, address.toString(), e);
        }
    }
}
