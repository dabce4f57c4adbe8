package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Requests for one object. */
record ObjectCalls(Spill spill, Rights rights, S3Faults faults) {

    Answer put(Call call, Bucket bucket) throws IOException, S3Error {
        Keys.requireValid(call.key());
        Bucket.Condition condition = condition(call);
        Map<String, String> headers = Headers.kept(call, bucket);
        rights.requireKey(call, bucket, headers, "kms:GenerateDataKey");
        Received received = call.isFramed() && faults.happens(S3Fault.STORE_FRAMING, call)
                ? Received.unchecked(call, spill)
                : Received.data(call, spill);
        headers.putAll(received.checksums());
        if (!received.checksums().isEmpty()) {
            headers.put("x-amz-checksum-type", "FULL_OBJECT");
        }
        StoredObject object = new StoredObject(
                call.key(),
                received.content(),
                etag(headers, received.md5(), ""),
                bucket.now(),
                Map.copyOf(headers),
                bucket.newVersion(),
                false);
        return Answer.empty(200, Headers.ofWrite(bucket.put(object, condition)));
    }

    /** Of a write; none where a fault overlooks it. */
    Bucket.Condition condition(Call call) throws S3Error {
        Bucket.Condition condition = Conditions.ofWrite(call);
        return Conditions.isGiven(call) && faults.happens(S3Fault.IGNORE_CONDITIONS, call) ? present -> {} : condition;
    }

    /** A digest, unless the object is encrypted by a key. */
    static String etag(Map<String, String> headers, byte[] md5, String suffix) {
        String digest = Headers.isEncryptedByKey(headers)
                ? UUID.randomUUID().toString().replace("-", "")
                : HexFormat.of().formatHex(md5);
        return '"' + digest + suffix + '"';
    }

    Answer get(Call call, Bucket bucket) throws S3Error {
        StoredObject object = find(call, bucket);
        Conditions.requireForRead(call, object);
        rights.requireKey(call, bucket, object.headers(), "kms:Decrypt");
        Optional<ByteRange> range = ByteRange.of(call.header("range"), object.size());
        Map<String, String> headers = ofRead(object);
        if (range.isPresent() || call.header("x-amz-checksum-mode").isEmpty()) {
            headers.keySet().removeIf(name -> name.startsWith("x-amz-checksum-"));
        }
        if (range.isEmpty()) {
            return Answer.of(object.content(), headers);
        }
        long first = range.get().first();
        headers.put("Content-Range", "bytes " + first + "-" + range.get().last() + "/" + object.size());
        return new Answer(206, headers, object.content(), first, range.get().length(), "");
    }

    private StoredObject find(Call call, Bucket bucket) throws S3Error {
        Optional<String> version = call.parameter("versionId");
        if (version.isEmpty()) {
            return bucket.find(call.key()).orElseThrow(() -> rights.missing(call, bucket));
        }
        StoredObject object = bucket.find(call.key(), version.get())
                .orElseThrow(() -> new S3Error(404, "NoSuchVersion", "The specified version does not exist."));
        if (object.deleted()) {
            throw new S3Error(
                    405,
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.",
                    Map.of(),
                    Map.of("x-amz-delete-marker", "true"));
        }
        return object;
    }

    private static Map<String, String> ofRead(StoredObject object) {
        Map<String, String> headers = new LinkedHashMap<>(object.headers());
        headers.put("ETag", object.etag());
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(object.modified().atZone(ZoneOffset.UTC)));
        headers.put("Accept-Ranges", "bytes");
        return Headers.withVersion(object, headers);
    }

    Answer delete(Call call, Bucket bucket) throws S3Error {
        Optional<String> version = call.parameter("versionId");
        if (version.isPresent()) {
            bucket.deleteVersion(call.key(), version.get());
            return Answer.empty(204, Map.of("x-amz-version-id", version.get()));
        }
        Optional<StoredObject> marker = bucket.delete(call.key(), Conditions.ofDeletion(call));
        Map<String, String> headers = new LinkedHashMap<>();
        marker.ifPresent(object -> Headers.withVersion(object, headers).put("x-amz-delete-marker", "true"));
        return Answer.empty(204, headers);
    }
}
