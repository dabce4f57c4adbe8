package io.ssmexport.sink.file.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files under names that are relative to it, {@code requested_date=2026-11-19/…_0000.parquet} for example. What a method did
 * is durable when it returns. Several threads may use it, each with other names.
 *
 * <p>A file grows at its {@link #workplace} and is read from its {@link #copy}: both are on this host, because a Parquet file is
 * read from its end and a merge writes gigabytes.
 */
public interface Storage extends Closeable {

    /**
     * Looks whether {@link #prepare} would find anything wrong, and changes nothing.
     *
     * @param directory where files are going to grow
     * @throws IOException if files can't be written there
     */
    void inspect(String directory) throws IOException;

    /**
     * Checks that files can be written, and makes what is missing.
     *
     * @param directory where files are going to grow
     * @param like a file whose rights new ones get, unless others were asked for; null if there is none
     * @throws IOException if they can't
     */
    void prepare(String directory, @Nullable StoredFile like) throws IOException;

    /** Files whose names begin so, by name. */
    List<StoredFile> list(String prefix) throws IOException;

    /**
     * The file of that name, if it is there.
     *
     * @throws IOException also if it is something else
     */
    Optional<StoredFile> find(String name) throws IOException;

    /**
     * The bytes of a file.
     *
     * @throws java.nio.file.NoSuchFileException if it isn't there
     */
    FileCopy copy(String name) throws IOException;

    /**
     * A file of the same length with the same end; what is before that may be missing. For what a file says at its end, where
     * all of it would have to be fetched.
     *
     * @param bytes of the end
     * @throws java.nio.file.NoSuchFileException if it isn't there
     */
    default FileCopy end(String name, long bytes) throws IOException {
        return copy(name);
    }

    /** Looks again at the files whose names begin so, where what other processes did since wouldn't be seen. */
    default void lookAgain(String prefix) throws IOException {
        // It is seen.
    }

    /** Whether reading a file costs no more than the disk's time, so that what was written can be looked at in each run. */
    default boolean isNear() {
        return false;
    }

    /** Where a file of that name grows before {@link #put}; its directory is there then. */
    Path workplace(String name) throws IOException;

    /** Gives a file that has grown its name, in one step and in place of one that has it: of a name that nobody else gives. */
    void put(Path grown, String name) throws IOException;

    /**
     * Gives a file that has grown its name, in one step, if that hasn't become the name of another one.
     *
     * @param known the file that had the name when its bytes were read; null if none had it
     * @return false if it has: nothing is changed then, and what has grown lacks what is there now
     */
    boolean swap(Path grown, String name, @Nullable StoredFile known) throws IOException;

    /** Removes the files, as far as they are there. */
    void delete(List<String> names) throws IOException;

    /** Removes the directory if it is there and empty, where directories are something by themselves. */
    void deleteIfEmpty(String directory) throws IOException;

    /** Whether several jobs may have files there that grow or wait at once, so that each needs a directory of its own. */
    boolean isOfSeveralJobs();

    /**
     * Locks the destination among the runs of all hosts.
     *
     * @param name of the file that says who holds it
     * @param what is locked, for messages
     * @return empty where that is for the host to do
     * @throws io.ssmexport.failure.Failure of kind BUSY that names the holder
     */
    Optional<HeldLock> lock(String name, String job, String what, Instant now) throws IOException;

    /**
     * What to tell of a file that couldn't be written: that there is no room left, if that is so, else what was said.
     *
     * @param waiting bytes of what is there and has still to be written to other files
     */
    IOException unwritten(IOException said, long waiting) throws IOException;

    /** Where that is, for people; of an empty name the storage itself. */
    String place(String name);
}
