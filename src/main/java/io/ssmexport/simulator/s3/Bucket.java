package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A bucket, whose objects change one at a time: what a condition found is still so when the object is written. */
public final class Bucket {

    private final String name;
    private final String region;
    private final String owner;
    private final Instant created;
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong();
    private final NavigableMap<String, Deque<StoredObject>> objects = new TreeMap<>(Keys.ORDER);
    private final NavigableMap<String, Upload> uploads = new TreeMap<>();
    private volatile boolean versioned;
    private volatile Optional<String> kmsKey = Optional.empty();

    Bucket(String name, String region, String owner, Clock clock) {
        this.name = name;
        this.region = region;
        this.owner = owner;
        this.clock = clock;
        this.created = clock.instant();
    }

    public String name() {
        return name;
    }

    /** Account of the owner. */
    public String owner() {
        return owner;
    }

    String region() {
        return region;
    }

    Instant created() {
        return created;
    }

    Instant now() {
        return clock.instant();
    }

    /** Keeps every version of an object from now on. */
    public void keepVersions() {
        versioned = true;
    }

    boolean keepsVersions() {
        return versioned;
    }

    /** Encrypts with that key, unless a request names another; ETags are no digests then. */
    public void encryptWith(String kmsKeyArn) {
        kmsKey = Optional.of(kmsKeyArn);
    }

    Optional<String> kmsKey() {
        return kmsKey;
    }

    /** Keys of all objects, sorted as S3 does. */
    public List<String> keys() {
        return current().stream().map(StoredObject::key).toList();
    }

    /** Bytes of an object; empty if there is none. For tests: a request has to go through HTTP. */
    public Optional<byte[]> bytes(String key) throws IOException {
        Optional<StoredObject> object = find(key);
        return object.isEmpty()
                ? Optional.empty()
                : Optional.of(object.get().content().bytes());
    }

    /** Metadata and other headers that are kept with an object, names in lower case; empty if there is none. */
    public Map<String, String> headers(String key) {
        return find(key).map(StoredObject::headers).orElse(Map.of());
    }

    /** How many versions of an object there are, markers of its deletion among them. */
    public synchronized int versions(String key) {
        Deque<StoredObject> versions = objects.get(key);
        return versions == null ? 0 : versions.size();
    }

    /** Keys of uploads that were neither completed nor aborted. */
    public List<String> unfinishedUploads() {
        return uploads().stream().map(Upload::key).toList();
    }

    /** Lets objects look as if they had been written that much earlier. */
    public synchronized void age(String keyPrefix, Duration by) {
        current().stream()
                .filter(object -> object.key().startsWith(keyPrefix))
                .map(object -> object.modifiedAt(object.modified().minus(by)))
                .forEach(this::add);
    }

    /** A condition on the object that is there, if any. */
    interface Condition {
        void check(Optional<StoredObject> present) throws S3Error;
    }

    /** Makes an object the current one if the condition holds, all in one step. */
    synchronized StoredObject put(StoredObject object, Condition condition) throws S3Error {
        condition.check(find(object.key()));
        return add(object);
    }

    /** Removes an object if the condition holds; gives the marker that stands for that in a bucket with versions. */
    synchronized Optional<StoredObject> delete(String key, Condition condition) throws S3Error {
        condition.check(find(key));
        if (!versioned) {
            objects.remove(key);
            return Optional.empty();
        }
        return Optional.of(
                add(new StoredObject(key, Content.of(new byte[0]), "", now(), Map.of(), newVersion(), true)));
    }

    synchronized void deleteVersion(String key, String version) {
        Deque<StoredObject> versions = objects.get(key);
        if (versions != null) {
            versions.removeIf(object -> object.version().equals(version));
            if (versions.isEmpty()) {
                objects.remove(key);
            }
        }
    }

    private StoredObject add(StoredObject object) {
        Deque<StoredObject> versions = objects.computeIfAbsent(object.key(), key -> new ArrayDeque<>());
        versions.removeIf(other -> other.version().equals(object.version()));
        versions.addFirst(object);
        return object;
    }

    String newVersion() {
        return versioned ? "v" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX) : StoredObject.NO_VERSION;
    }

    synchronized Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(key)).map(Deque::peekFirst).filter(object -> !object.deleted());
    }

    synchronized Optional<StoredObject> find(String key, String version) {
        return Optional.ofNullable(objects.get(key)).stream()
                .flatMap(Collection::stream)
                .filter(object -> object.version().equals(version))
                .findFirst();
    }

    synchronized List<StoredObject> current() {
        return objects.values().stream()
                .map(Deque::getFirst)
                .filter(object -> !object.deleted())
                .toList();
    }

    synchronized Upload start(String key, Map<String, String> headers) {
        Upload upload = new Upload("upload-" + ids.incrementAndGet(), key, now(), headers);
        uploads.put(upload.id(), upload);
        return upload;
    }

    synchronized Upload upload(String key, String id) throws S3Error {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.key().equals(key)) {
            throw new S3Error(
                    404,
                    "NoSuchUpload",
                    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
                    Map.of("UploadId", id),
                    Map.of());
        }
        return upload;
    }

    synchronized void end(Upload upload) {
        uploads.remove(upload.id());
    }

    synchronized List<Upload> uploads() {
        return List.copyOf(uploads.values());
    }
}
