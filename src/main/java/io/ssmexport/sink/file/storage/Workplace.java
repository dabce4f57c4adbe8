package io.ssmexport.sink.file.storage;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.FileMode;
import io.ssmexport.failure.VolumeFull;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Checks that files can be written to a directory. */
public final class Workplace {

    private static final long LEAST_FREE_BYTES = 64L << 20;

    private Workplace() {}

    /**
     * Makes the directory, writes a file to it and looks at the space that is left.
     *
     * @throws IOException also if that is little
     */
    static void check(Path directory) throws IOException {
        Path probe = directory.resolve("probe");
        Directories.inside(
                directory,
                () -> {
                    Files.write(
                            probe,
                            new byte[1],
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
                    checkSpace(directory);
                    return Files.deleteIfExists(probe);
                },
                FileMode.PRIVATE.directoryAttributes());
    }

    /**
     * Looks whether the directory is there, or could be made, and has space.
     *
     * @throws IOException if not
     */
    static void inspect(Path directory) throws IOException {
        Path existing = Directories.nearest(directory.toAbsolutePath());
        if (!Files.isDirectory(existing)) {
            throw new FileSystemException(existing.toString(), null, "is a file, where a directory is needed");
        }
        if (!Files.isWritable(existing)) {
            throw new AccessDeniedException(existing.toString());
        }
        checkSpace(existing);
    }

    /**
     * What to tell of a file below a directory that couldn't be written.
     *
     * @param waiting bytes of what is there and has still to be written to other files
     * @throws VolumeFull if there is no room left
     */
    public static IOException unwritten(Path directory, IOException said, long waiting) throws IOException {
        FileStore volume = Files.getFileStore(Directories.nearest(directory.toAbsolutePath()));
        long free = volume.getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new VolumeFull(volume.toString(), free, LEAST_FREE_BYTES + waiting, said);
        }
        return said;
    }

    private static void checkSpace(Path directory) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new IOException(String.format(
                    Locale.ROOT, "only %d MiB are free, less than %d MiB", free >> 20, LEAST_FREE_BYTES >> 20));
        }
    }
}
