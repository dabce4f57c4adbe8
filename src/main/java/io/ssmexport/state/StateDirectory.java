package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.disk.Directories;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Directory of a job's state.
 *
 * @param path exists once {@link #create} has returned
 */
public record StateDirectory(Path path) {

    private static final String NAME_ANOTHER = "name a writable directory with --state";

    /**
     * Directory of a job below the given one or, without one, below {@code $XDG_STATE_HOME/ssm-export}, {@code
     * ~/.local/state/ssm-export} or, on Windows, {@code %LOCALAPPDATA%\ssm-export}.
     *
     * @throws Failure of kind USAGE if there is neither such a variable nor a home directory
     */
    public static StateDirectory of(StatePlace.Directory place, String jobName, Map<String, String> environment) {
        return new StateDirectory(parent(place, environment).resolve(jobName).normalize());
    }

    /**
     * Directories of all jobs that have theirs in the given one or, without one, where {@link #of} has them; in the order of
     * their names.
     *
     * @throws Failure of kind USAGE if it can't be read
     */
    public static List<StateDirectory> all(StatePlace.Directory place, Map<String, String> environment) {
        Path directory = parent(place, environment);
        try (Stream<Path> jobs = Files.list(directory)) {
            return jobs.filter(Files::isDirectory)
                    .sorted()
                    .map(StateDirectory::new)
                    .toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        } catch (IOException e) {
            throw new Failure(USAGE, Problem.at("state", directory + " can't be read (" + e + ")"), e);
        }
    }

    private static Path parent(StatePlace.Directory place, Map<String, String> environment) {
        Path given = place.parent();
        return (given != null ? given : userState(environment)).toAbsolutePath().normalize();
    }

    /** Name of the job whose directory it is. */
    public String jobName() {
        return String.valueOf(path.getFileName());
    }

    private static Path userState(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        String windows = environment.getOrDefault("LOCALAPPDATA", "");
        // The specification of XDG has relative paths ignored.
        Path state = Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : !windows.isEmpty() ? Path.of(windows) : home().resolve(Path.of(".local", "state"));
        return state.resolve("ssm-export");
    }

    /** Java says {@code ?} where the user isn't known. */
    private static Path home() {
        Path home = Path.of(System.getProperty("user.home", ""));
        if (!home.isAbsolute()) {
            throw new Failure(
                    USAGE,
                    Problem.at("state", "this user has no home directory (HOME is not set)")
                            .withRemedy(NAME_ANOTHER));
        }
        return home;
    }

    /** Makes the directory and takes it, with what is in it, from everybody but its owner where the file system can. */
    public StateDirectory create() {
        try {
            Files.createDirectories(path, OwnerOnly.directory());
            OwnerOnly.tighten(path);
            return this;
        } catch (IOException e) {
            throw new Failure(
                    USAGE,
                    Problem.at("state", path + " can't be made (" + e + ")").withRemedy(NAME_ANOTHER),
                    e);
        }
    }

    /**
     * Looks whether it is there, or could be made.
     *
     * @throws Failure of kind USAGE if it can't
     */
    void inspect() {
        Path existing = Directories.nearest(path);
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    "state",
                                    path + " can't be made, because " + existing
                                            + (Files.isDirectory(existing)
                                                    ? " isn't writable for this user"
                                                    : " is a file"))
                            .withRemedy(NAME_ANOTHER));
        }
    }

    Path lockFile() {
        return path.resolve("lock");
    }

    Path database() {
        return path.resolve("state.mv.db");
    }
}
