package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Directory for the state of an export to standard output, which can't be resumed, so that its state ends with the run. */
final class TemporaryState {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryState.class);

    private TemporaryState() {}

    /** Works with a new directory, and removes it. */
    static void with(Consumer<Path> work) {
        Path directory = directory();
        try {
            work.accept(directory);
        } finally {
            delete(directory);
        }
    }

    private static Path directory() {
        Path place = Stores.temporary();
        try {
            return Files.createTempDirectory(place, "ssm-export");
        } catch (IOException e) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    "temporary files",
                                    "csv:- needs a directory for its state but " + place + " can't be used (" + e + ")")
                            .withRemedy("set TMPDIR to another"),
                    e);
        }
    }

    /** What can't be deleted stays: the run is done, or has failed for a better reason. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftBehind) {
            LOG.debug("{} can't be removed", directory, leftBehind);
        }
    }
}
