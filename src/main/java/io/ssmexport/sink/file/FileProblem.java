package io.ssmexport.sink.file;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.storage.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says in the user's words what the file system said. */
final class FileProblem {

    /** Work on the file system. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Work that has no result. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private FileProblem() {}

    /** Does the work of a run; a problem leaves the destination as it was. */
    static void whileWriting(String destination, Step step) {
        whileGetting(destination, () -> {
            step.run();
            return true;
        });
    }

    /** Does the work of a run that has a result. */
    static <T> T whileGetting(String destination, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    problem(
                            "can't write " + destination,
                            destination,
                            e,
                            "what was there before is unchanged: remedy that and run the same command again"),
                    e);
        }
    }

    /** Reads what is there. */
    static void whileReading(String destination, Step step) {
        whileGettingToRead(destination, () -> {
            step.run();
            return true;
        });
    }

    /** Reads what is there, for a result. */
    static <T> T whileGettingToRead(String destination, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.INCOMPLETE, problem("can't read " + destination, destination, e, null), e);
        }
    }

    /** Does the checks before a run. */
    static void whilePreparing(String destination, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    problem("can't use " + destination, destination, e, "choose another path or remedy that"),
                    e);
        }
    }

    /** @param remedy where the storage knows none */
    private static Problem problem(String what, String destination, IOException e, @Nullable String remedy) {
        if (e instanceof StorageException refused) {
            return refused.problem().at(Place.of("into")).within(what);
        }
        return Problem.at("into", what + ": " + cause(destination, e)).withRemedy(remedy);
    }

    static Failure unusable(String destination, String problem) {
        return new Failure(
                Failure.Kind.USAGE,
                Problem.at("into", "can't use " + destination + ": " + problem)
                        .withRemedy("choose another path or remedy that"));
    }

    /** Java's file exceptions often have the path for their message and the reason in their class. */
    static String cause(String destination, IOException e) {
        if (!(e instanceof FileSystemException problem)) {
            String said = String.valueOf(e.getMessage());
            boolean twice = e instanceof DamagedFileException && said.startsWith(destination + " ");
            return twice ? said.substring(destination.length() + 1) : said;
        }
        boolean itself = destination.equals(problem.getFile());
        if (problem.getReason() != null) {
            return itself ? problem.getReason() : problem.getFile() + ": " + problem.getReason();
        }
        String reason = "can't be used";
        if (problem instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (problem instanceof NoSuchFileException) {
            reason = "no such file or directory";
        } else if (problem instanceof FileAlreadyExistsException) {
            reason = "is a file, where a directory is needed";
        }
        return itself ? reason : problem.getFile() + " " + reason;
    }
}
