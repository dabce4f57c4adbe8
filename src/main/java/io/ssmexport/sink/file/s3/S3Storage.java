package io.ssmexport.sink.file.s3;

import io.ssmexport.destination.S3Prefix;
import io.ssmexport.failure.Problem;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.HeldLock;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StorageException;
import io.ssmexport.sink.file.storage.StoredFile;
import io.ssmexport.sink.file.storage.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A prefix of a bucket. What is staged lies there, so that any machine can go on with it, and on this host too, so that it
 * isn't fetched where it was written.
 */
public final class S3Storage implements Storage {

    private final Bucket bucket;
    private final String guarded;
    private final String published;
    private final Path scratchParent;
    private final Listing listing = new Listing();
    private final AtomicLong fetched = new AtomicLong();

    private @Nullable Scratch scratch;
    private boolean isProbed;

    /** Looked at with the first object that readers see: a store that stores the framing of a body does so with each. */
    private volatile boolean keepsWhatItIsSent;

    /**
     * Storage in a bucket. Nothing is connected.
     *
     * @param guarded name below which objects wait that no reader sees
     * @param published how names of the objects begin that readers see
     * @param scratchParent directory for what is on its way
     */
    public S3Storage(BucketAccess access, S3Prefix place, String guarded, String published, Path scratchParent) {
        this.bucket = new Bucket(access, place.bucket(), place.beginning());
        this.guarded = guarded + "/";
        this.published = published;
        this.scratchParent = scratchParent;
    }

    /** The only trace that is left is one in the bucket's log. */
    @Override
    public synchronized void inspect(String directory) throws IOException {
        if (!isProbed) {
            list(guarded);
            new Probe(bucket, guarded + "probe-" + UUID.randomUUID()).run();
            isProbed = true;
        }
    }

    @Override
    public void prepare(String directory, @Nullable StoredFile like) throws IOException {
        inspect(directory);
        scratch();
    }

    private synchronized Scratch scratch() throws IOException {
        if (scratch == null) {
            scratch = Scratch.in(scratchParent);
        }
        return scratch;
    }

    @Override
    public List<StoredFile> list(String prefix) throws IOException {
        if (!listing.knows(prefix)) {
            listing.add(
                    prefix, bucket.list(prefix).stream().map(Bucket.Known::file).toList());
        }
        return listing.list(prefix);
    }

    @Override
    public void lookAgain(String prefix) throws IOException {
        listing.replace(
                prefix, bucket.list(prefix).stream().map(Bucket.Known::file).toList());
    }

    @Override
    public Optional<StoredFile> find(String name) throws IOException {
        return listing.knows(name) || listing.knowsFile(name) ? listing.find(name) : look(name);
    }

    private Optional<StoredFile> look(String name) throws IOException {
        Optional<StoredFile> found = bucket.head(name).map(Bucket.Known::file);
        listing.set(name, found.orElse(null));
        return found;
    }

    @Override
    public FileCopy copy(String name) throws IOException {
        Path path = scratch().file(isStaged(name) ? name : "fetched/" + fetched.incrementAndGet());
        Optional<StoredFile> known = listing.find(name);
        if (isStaged(name) && Files.exists(path) && known.isPresent()) {
            return new FileCopy(known.get(), path, false);
        }
        try {
            Files.deleteIfExists(path);
            return new FileCopy(whole(bucket.fetch(name, path)), path, !isStaged(name));
        } catch (NoSuchFileException e) {
            listing.set(name, null);
            throw e;
        }
    }

    @Override
    public FileCopy end(String name, long bytes) throws IOException {
        Optional<StoredFile> known = find(name);
        if (known.isEmpty() || known.get().bytes() <= bytes || isStaged(name)) {
            return copy(name);
        }
        Path path = scratch().file("fetched/" + fetched.incrementAndGet());
        return bucket.fetchEnd(known.get(), bytes, path) ? new FileCopy(known.get(), path, true) : copy(name);
    }

    /** Something in between that cuts an answer may say that it was so short. */
    private StoredFile whole(StoredFile fetched) throws IOException {
        Optional<StoredFile> known = listing.find(fetched.name());
        if (known.isEmpty() || !known.get().version().equals(fetched.version())) {
            known = look(fetched.name());
        }
        if (known.isPresent()
                && known.get().version().equals(fetched.version())
                && known.get().bytes() != fetched.bytes()) {
            throw new IOException(place(fetched.name()) + " must have "
                    + known.get().bytes() + " bytes but came with " + fetched.bytes());
        }
        return fetched;
    }

    private boolean isStaged(String name) {
        return name.startsWith(guarded);
    }

    @Override
    public Path workplace(String name) throws IOException {
        return scratch().file(name);
    }

    @Override
    public void put(Path grown, String name) throws IOException {
        long bytes = Files.size(grown);
        Optional<String> version = bucket.put(name, Content.of(grown), Condition.NONE);
        listing.set(name, new StoredFile(name, bytes, version.orElse("")));
        Files.move(grown, scratch().file(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public boolean swap(Path grown, String name, @Nullable StoredFile known) throws IOException {
        Optional<String> version =
                bucket.put(name, Content.of(grown), Condition.still(known == null ? null : known.version()));
        if (version.isPresent() && keepsWhatItIsSent) {
            listing.set(name, new StoredFile(name, Files.size(grown), version.get()));
        } else {
            keepsWhatItIsSent |= isKept(grown, look(name), version);
        }
        return version.isPresent();
    }

    /** Whether a file is there with its bytes; false if it isn't there (any more). */
    private boolean isKept(Path grown, Optional<StoredFile> there, Optional<String> version) throws IOException {
        if (version.isEmpty() || there.isEmpty() || !there.get().version().equals(version.get())) {
            return false;
        }
        long bytes = Files.size(grown);
        if (there.get().bytes() != bytes) {
            throw new StorageException(
                    Problem.of(place(there.get().name()) + " was sent with " + bytes + " bytes but is kept with "
                                    + there.get().bytes())
                            .withRemedy(
                                    "use another store, or set AWS_REQUEST_CHECKSUM_CALCULATION to what this one knows"),
                    null);
        }
        return true;
    }

    @Override
    public void delete(List<String> names) throws IOException {
        bucket.delete(names);
        for (String name : names) {
            listing.set(name, null);
            Files.deleteIfExists(scratch().file(name));
        }
    }

    /** Nothing: there are no directories. */
    @Override
    public void deleteIfEmpty(String directory) {}

    @Override
    public boolean isOfSeveralJobs() {
        return true;
    }

    @Override
    public Optional<HeldLock> lock(String name, String job, String what, Instant now) throws IOException {
        ObjectLock lock = ObjectLock.take(bucket, name, Holder.of(job, now), what, ObjectLock.Times.USUAL);
        try {
            Leftovers.remove(bucket, guarded, name, published).forEach(gone -> listing.set(gone, null));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        return Optional.of(lock);
    }

    @Override
    public IOException unwritten(IOException said, long waiting) throws IOException {
        return said instanceof StorageException ? said : Workplace.unwritten(scratchParent, said, waiting);
    }

    @Override
    public String place(String name) {
        return bucket.place(name);
    }

    @Override
    public synchronized void close() throws IOException {
        @Nullable Scratch used = scratch;
        try (bucket;
                used) {
            // Both are closed.
        }
    }
}
