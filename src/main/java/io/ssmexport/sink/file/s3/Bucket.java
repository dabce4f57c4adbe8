package io.ssmexport.sink.file.s3;

import io.ssmexport.sink.file.storage.StorageException;
import io.ssmexport.sink.file.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The objects below a prefix of a bucket, by names that are relative to it. */
final class Bucket implements Closeable {

    private static final int ABSENT = 404;
    private static final int CONFLICT = 409;
    private static final int UNMET = 412;

    private static final int MOST_DELETED = 1000;

    /** Each of them is a conflict with a write by somebody else. */
    private static final int MOST_TRIES = 50;

    private final Connection connection;
    private final BucketAccess access;
    private final String name;
    private final String prefix;

    /** @param prefix empty, or with a slash at its end */
    Bucket(BucketAccess access, String name, String prefix) {
        this.connection = new Connection(access, name);
        this.access = access;
        this.name = name;
        this.prefix = prefix;
    }

    /** For people; of an empty name the prefix itself. */
    String place(String object) {
        String key = object.isEmpty() && !prefix.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + object;
        return "s3://" + name + (key.isEmpty() ? "" : "/" + key);
    }

    /** Calls of S3. */
    private interface Call<T> {
        T by(S3Client client) throws IOException;
    }

    private <T> T with(Right right, String objects, Call<T> call) throws IOException {
        S3Client client = connection.client();
        try {
            return call.by(client);
        } catch (SdkException e) {
            throw connection.refusal().of(e, right, prefix + objects);
        }
    }

    private static boolean isAbsent(S3Exception refused) {
        // A bucket that is gone is something else.
        return refused.statusCode() == ABSENT
                && (refused.awsErrorDetails() == null
                        || !"NoSuchBucket".equals(refused.awsErrorDetails().errorCode()));
    }

    /**
     * An object without its bytes.
     *
     * @param write which write it is, in the words of whoever wrote it, or null
     * @param modified when it was written, by the store's clock
     */
    record Known(StoredFile file, @Nullable String write, Instant modified) {}

    /** Those whose names begin so, by name. */
    List<Known> list(String begin) throws IOException {
        return with(Right.LIST, "", client -> {
            List<Known> listed = new ArrayList<>();
            client.listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix + begin)).contents().stream()
                    .map(object -> new Known(
                            new StoredFile(object.key().substring(prefix.length()), object.size(), object.eTag()),
                            null,
                            object.lastModified()))
                    .forEach(listed::add);
            return listed;
        });
    }

    Optional<Known> head(String object) throws IOException {
        return with(Right.GET, "*", client -> {
            try {
                HeadObjectResponse head =
                        client.headObject(request -> request.bucket(name).key(prefix + object));
                return Optional.of(new Known(
                        new StoredFile(object, head.contentLength(), head.eTag()),
                        head.metadata().get(Upload.WRITE),
                        head.lastModified()));
            } catch (S3Exception e) {
                if (isAbsent(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * Fetches an object whole, again from its beginning if the connection breaks.
     *
     * @param to not there yet
     * @throws NoSuchFileException if there is no such object
     */
    StoredFile fetch(String object, Path to) throws IOException {
        GetObjectResponse got =
                get(object, ResponseTransformer.toFile(to)).orElseThrow(() -> new NoSuchFileException(place(object)));
        return new StoredFile(object, got.contentLength(), got.eTag());
    }

    /**
     * Gets the last bytes of an object, into a file of its length.
     *
     * @return false if it isn't that version any more
     */
    boolean fetchEnd(StoredFile object, long bytes, Path to) throws IOException {
        long from = object.bytes() - bytes;
        ResponseTransformer<GetObjectResponse, Long> end = (response, in) -> {
            try (FileChannel file = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                return in.transferTo(Channels.newOutputStream(file.position(from)));
            }
        };
        try {
            return get(
                            object.name(),
                            end,
                            request -> request.range("bytes=" + from + "-").ifMatch(object.version()))
                    .filter(got -> got == bytes)
                    .isPresent();
        } catch (StorageException replacedMeanwhile) {
            // Or anything else, which the request for the whole object says then.
            return false;
        }
    }

    /** A small object. */
    record Text(String text, String version) {}

    Optional<Text> text(String object) throws IOException {
        ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> whole = ResponseTransformer.toBytes();
        return get(object, whole)
                .map(got -> new Text(
                        new String(got.asByteArray(), StandardCharsets.UTF_8),
                        got.response().eTag()));
    }

    private <T> Optional<T> get(String object, ResponseTransformer<GetObjectResponse, T> as) throws IOException {
        return get(object, as, request -> {});
    }

    private <T> Optional<T> get(
            String object, ResponseTransformer<GetObjectResponse, T> as, Consumer<GetObjectRequest.Builder> more)
            throws IOException {
        return with(Right.GET, "*", client -> {
            try {
                return Optional.of(client.getObject(
                        request -> more.accept(request.bucket(name).key(prefix + object)), WholeBody.required(as)));
            } catch (S3Exception e) {
                if (isAbsent(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * Writes an object in one step, if the condition holds. An acknowledgement that is lost does no harm: an object says which
     * write it is.
     *
     * @return its version; empty if the condition doesn't hold
     */
    Optional<String> put(String object, Content content, Condition condition) throws IOException {
        String write = UUID.randomUUID().toString();
        return with(Right.PUT, "*", client -> {
            Upload upload = new Upload(client, access, connection.isPlain(), name, prefix + object, write);
            for (int tries = 1; ; tries++) {
                try {
                    return Optional.of(upload.send(content, condition));
                } catch (S3Exception e) {
                    if (e.statusCode() == UNMET || (isAbsent(e) && !condition.isNone())) {
                        return head(object)
                                .filter(there -> write.equals(there.write()))
                                .map(there -> there.file().version());
                    }
                    if (e.statusCode() != CONFLICT || tries == MOST_TRIES) {
                        throw e;
                    }
                }
            }
        });
    }

    /** Removes objects, as far as they are there. */
    void delete(List<String> objects) throws IOException {
        for (int from = 0; from < objects.size(); from += MOST_DELETED) {
            List<String> some = objects.subList(from, Math.min(objects.size(), from + MOST_DELETED));
            with(Right.DELETE, "_staging/*", client -> some.size() == 1 ? one(client, some.get(0)) : all(client, some));
        }
    }

    private boolean one(S3Client client, String object) {
        client.deleteObject(request -> request.bucket(name).key(prefix + object));
        return true;
    }

    private boolean all(S3Client client, List<String> objects) {
        List<ObjectIdentifier> keys = objects.stream()
                .map(object -> ObjectIdentifier.builder().key(prefix + object).build())
                .toList();
        List<S3Error> errors = client.deleteObjects(request -> request.bucket(name)
                        .delete(delete -> delete.objects(keys).quiet(true)))
                .errors();
        if (!errors.isEmpty()) {
            // S3 says it of each object; alone it is refused as anything else is.
            one(client, errors.get(0).key().substring(prefix.length()));
        }
        return true;
    }

    /**
     * Ends uploads of objects whose names begin so and that somebody left unfinished.
     *
     * @throws IOException also if that isn't allowed, or is nothing that the store knows
     */
    void abortUploads(String begin) throws IOException {
        with(Right.ABORT, "*", client -> {
            client.listMultipartUploadsPaginator(request -> request.bucket(name).prefix(prefix + begin))
                    .uploads()
                    .forEach(upload -> client.abortMultipartUpload(
                            request -> request.bucket(name).key(upload.key()).uploadId(upload.uploadId())));
            return true;
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
