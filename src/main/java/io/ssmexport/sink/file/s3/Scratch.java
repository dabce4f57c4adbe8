package io.ssmexport.sink.file.s3;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.FileMode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory on this host, of this process alone, for what is on its way to or from a bucket. Gone when it is closed. */
final class Scratch implements Closeable {

    private static final String BEGINNING = "ssm-export-s3-";
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;

    private Scratch(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Makes one, and removes those of processes that were killed. */
    static Scratch in(Path parent) throws IOException {
        Directories.create(parent.toAbsolutePath(), FileMode.PRIVATE.directoryAttributes());
        for (Path other : Directories.list(parent)) {
            if (String.valueOf(other.getFileName()).startsWith(BEGINNING)
                    && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)) {
                removeUnlessHeld(other);
            }
        }
        Path directory = Files.createTempDirectory(parent, BEGINNING);
        FileChannel lock = open(directory);
        lock.lock();
        return new Scratch(directory, lock);
    }

    private static FileChannel open(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** One that has just been made has no lock yet: it stays. */
    private static void removeUnlessHeld(Path other) throws IOException {
        if (!Files.isWritable(other) || !Files.exists(other.resolve(LOCK))) {
            return;
        }
        try (FileChannel channel = open(other)) {
            @Nullable FileLock held = channel.tryLock();
            if (held != null) {
                remove(other);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // It is at work.
        }
    }

    /** The file of that name; its directory is there. */
    Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (lock.isOpen()) {
                remove(directory);
            }
        }
    }
}
