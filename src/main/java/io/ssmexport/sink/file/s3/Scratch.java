package io.ssmexport.sink.file.s3;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.FileMode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory on this host, of this process alone, for what is on its way to or from a bucket. Gone when it is closed. */
final class Scratch implements Closeable {

    private static final String BEGINNING = "ssm-export-s3-";
    private static final String LOCK = "lock";

    /** Of this process: closing a second channel to a file gives up the lock of the first (POSIX), so that none is opened. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lock;

    private Scratch(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Makes one, and removes those of processes that were killed. */
    static Scratch in(Path parent) throws IOException {
        Path place = parent.toAbsolutePath().normalize();
        Directories.create(place, FileMode.PRIVATE.directoryAttributes());
        return removeAndMake(place);
    }

    /** By one thread of a process at a time: none may see as left behind what another one is about to lock. */
    private static synchronized Scratch removeAndMake(Path place) throws IOException {
        removeThoseLeftIn(place);
        while (true) {
            Path directory = Files.createTempDirectory(place, BEGINNING);
            @Nullable FileChannel lock = lock(directory, StandardOpenOption.CREATE);
            if (lock != null) {
                OWN.add(directory);
                return new Scratch(directory, lock);
            }
        }
    }

    private static void removeThoseLeftIn(Path place) throws IOException {
        for (Path other : Directories.list(place)) {
            if (String.valueOf(other.getFileName()).startsWith(BEGINNING)
                    && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)) {
                removeUnlessHeld(other);
            }
        }
    }

    /** Null if the directory is another process's, or was removed by its owner, or by one that took it for left behind. */
    private static @Nullable FileChannel lock(Path directory, OpenOption... more) throws IOException {
        Path file = directory.resolve(LOCK);
        Set<OpenOption> options = new HashSet<>(List.of(more));
        options.add(StandardOpenOption.WRITE);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, options);
        } catch (NoSuchFileException gone) {
            return null;
        }
        try {
            if (channel.tryLock() != null && Files.exists(file)) {
                return channel;
            }
        } catch (IOException | RuntimeException said) {
            channel.close();
            throw said;
        }
        channel.close();
        return null;
    }

    /** One that has just been made has no lock yet: it stays. */
    private static void removeUnlessHeld(Path other) throws IOException {
        if (OWN.contains(other) || !Files.isWritable(other)) {
            return;
        }
        @Nullable FileChannel lock = lock(other);
        if (lock != null) {
            try (lock) {
                remove(other);
            }
        }
    }

    /** The file of that name; its directory is there. */
    Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** The lock after all else: without one a directory that a kill leaves behind would stay for good. */
    private static void remove(Path directory) throws IOException {
        Path lock = directory.resolve(LOCK);
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(lock) && !file.equals(directory))
                    .toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(lock);
        Files.deleteIfExists(directory);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (lock.isOpen()) {
                remove(directory);
            }
        } finally {
            OWN.remove(directory);
        }
    }
}
