package io.ssmexport.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.stream.Stream;

/** Directories whose entries survive a power cut: a name is only on the disk once its directory was synced. */
public final class Directories {

    /** How often a directory may be taken away under an action before that is no coincidence. */
    private static final int MOST_TRIES = 100;

    /** Work on the file system. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    private Directories() {}

    /** Works in a directory, made if need be, that another process may remove at any moment because it is empty. */
    public static <T> T inside(Path directory, Action<T> action, FileAttribute<?>... attributes) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                create(directory, attributes);
                return action.run();
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // The latter means that it was there while it was to be made, and no longer when Java looked what it
                // is.
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Makes the directory and the parents that are missing.
     *
     * @param attributes what those get that are made
     */
    public static void create(Path directory, FileAttribute<?>... attributes) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            create(parent, attributes);
        }
        Files.createDirectories(directory, attributes);
        if (parent != null) {
            sync(parent);
        }
    }

    /** The directory, or the nearest above it that is there. */
    public static Path nearest(Path directory) {
        Path parent = directory.getParent();
        return parent == null || Files.exists(directory) ? directory : nearest(parent);
    }

    /** Forces the names of the directory's entries to the disk. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Entries by name; none if there is no such directory. */
    public static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Deletes the directory if it exists and has no entries. */
    public static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's staging, or a lock.
        }
    }
}
