package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.USAGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.Links;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.ThisProcess;
import io.ssmexport.sink.file.storage.HeldLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lock that the operating system gives back when the process dies, however it dies. The file says who holds it and stays
 * when nobody does.
 */
public final class RunLock implements HeldLock {

    private final FileChannel channel;

    private final Path file;

    private RunLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /** Lock of a job. */
    public static RunLock ofJob(StateDirectory directory, Instant now) {
        return of(directory.lockFile(), "this job", now, OwnerOnly.file());
    }

    /**
     * Takes the lock.
     *
     * @param what is locked, for the message
     * @param rights of the file, if it is made
     * @throws Failure of kind BUSY that names the holder
     */
    public static RunLock of(Path file, String what, Instant now, FileAttribute<?>... rights) {
        try {
            Links.requireNone(file);
            Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
            for (; ; ) {
                Optional<RunLock> lock = Directories.inside(
                        directory, () -> Candidate.open(file, rights).lock(what, now));
                if (lock.isPresent()) {
                    return lock.get();
                }
            }
        } catch (IOException e) {
            throw new Failure(
                    USAGE,
                    Problem.of(file + " can't be locked (" + e + ")").withRemedy("the directory must be writable"),
                    e);
        }
    }

    /**
     * A file that is open to be locked.
     *
     * @param before what lay there just before it was opened, or null
     */
    record Candidate(
            Path file, FileChannel channel, @Nullable Object before) {

        static Candidate open(Path file, FileAttribute<?>... rights) throws IOException {
            Object before = identity(file);
            return new Candidate(
                    file, FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), rights), before);
        }

        /**
         * Locks what lay there before it was opened and still lies there once it is locked, since that was opened.
         *
         * @return empty if nothing lay there yet, or if its last holder has removed it meanwhile
         */
        Optional<RunLock> lock(String what, Instant now) throws IOException {
            try {
                if (tryLock(channel) == null) {
                    throw Failure.anotherRun(what, holder(file));
                }
                String holder = ThisProcess.name() + " since " + now;
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder.getBytes(UTF_8)), 0);
                // Never open the file a second time here: POSIX drops the lock when any descriptor of it is closed.
                if (before != null && before.equals(identity(file))) {
                    return Optional.of(new RunLock(channel, file));
                }
                channel.close();
                return Optional.empty();
            } catch (IOException | Failure e) {
                channel.close();
                throw e;
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException removed) {
            return null;
        }
    }

    /** @throws NoSuchFileException if the holder has removed the file, so that another attempt is due */
    private static String holder(Path file) throws IOException {
        String holder = Files.readString(file).strip();
        return holder.isEmpty() ? "it has just begun" : holder;
    }

    /** Removes the file while it is still held, and its directory if nothing else is in there. */
    @Override
    public void remove() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.toAbsolutePath().normalize().getParent());
        } catch (DirectoryNotEmptyException othersAreThere) {
            // What a stopped run staged stays for the next one.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
