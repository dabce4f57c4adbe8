package io.ssmexport.job;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.StateDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

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
     * @param place the {@code state} of their job files
     * @throws Failure of kind USAGE if a state can't be read
     */
    public static List<KnownJob> in(StatePlace place, Map<String, String> variables) {
        if (place instanceof StatePlace.Database database) {
            PostgresAddress address = database.url().address(variables);
            return KnownArchive.inDatabase(address, "jobs", schema -> inSchema(schema, address))
                    .orElse(List.of());
        }
        List<KnownJob> jobs = new ArrayList<>();
        for (StateDirectory directory : StateDirectory.all(place.onHost(), variables)) {
            ArchiveSnapshot.readAll(directory)
                    .forEach((destination, archive) -> jobs.add(new KnownJob(
                            directory.jobName(), destination, directory.path().toString(), archive)));
        }
        return jobs;
    }

    private static List<KnownJob> inSchema(DataSource schema, PostgresAddress address) {
        List<KnownJob> jobs = new ArrayList<>();
        for (String text : Archive.destinations(schema)) {
            // The job's name, which has no blanks, and its destination; Stores makes it of these.
            String[] nameAndPlace = text.split(" ", 2);
            Archive.read(schema, text)
                    .ifPresent(archive -> jobs.add(new KnownJob(
                            nameAndPlace[0],
                            nameAndPlace[nameAndPlace.length - 1],
                            KnownArchive.place(address),
                            archive)));
        }
        return jobs;
    }
}
