package io.ssmexport.sink.file;

import io.ssmexport.disk.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Checks that files can be written to a directory. */
final class Workplace {

    private static final long LEAST_FREE_BYTES = 64L << 20;

    private Workplace() {}

    /**
     * Makes the directory, writes a file to it and looks at the space that is left.
     *
     * @param destination for the message
     */
    static void check(Path directory, Path destination) throws IOException {
        Path probe = directory.resolve("probe");
        Directories.inside(directory, () -> {
            Files.write(
                    probe, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            checkSpace(directory, destination);
            return Files.deleteIfExists(probe);
        });
    }

    /**
     * Looks whether the directory is there, or could be made, and has space.
     *
     * @param destination for the message
     */
    static void inspect(Path directory, Path destination) throws IOException {
        Path existing = nearest(directory.toAbsolutePath());
        if (!Files.isDirectory(existing)) {
            throw FileProblem.unusable(destination, existing + " is a file, not a directory");
        }
        if (!Files.isWritable(existing)) {
            throw FileProblem.unusable(destination, existing + " permission denied");
        }
        checkSpace(existing, destination);
    }

    /** The directory, or the nearest above it that is there. */
    static Path nearest(Path directory) {
        Path parent = directory.getParent();
        return parent == null || Files.exists(directory) ? directory : nearest(parent);
    }

    private static void checkSpace(Path directory, Path destination) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw FileProblem.unusable(
                    destination,
                    String.format(
                            Locale.ROOT, "only %d MiB are free, less than %d MiB", free >> 20, LEAST_FREE_BYTES >> 20));
        }
    }
}
