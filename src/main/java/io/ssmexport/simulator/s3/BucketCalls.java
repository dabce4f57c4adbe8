package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests for a bucket. */
record BucketCalls(Spill spill, Rights rights) {

    private static final int MOST_KEYS = 1000;

    static Answer head(Bucket bucket) {
        return Answer.empty(200, Map.of("x-amz-bucket-region", bucket.region()));
    }

    /** The first region of all has no name here. */
    static Answer location(Bucket bucket) {
        String region = bucket.region().equals("us-east-1") ? "" : bucket.region();
        Xml document = Xml.document("LocationConstraint").text(region).close();
        return Answer.of(document, Map.of());
    }

    Answer deleteMany(Call call, Bucket bucket) throws IOException, S3Error {
        Received body = Received.data(call, spill);
        if (call.header("content-md5").isEmpty() && body.checksums().isEmpty()) {
            throw S3Error.badRequest(
                    "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
        XmlBody asked = XmlBody.parse(body.content().bytes(), "Delete", "Object");
        if (asked.groups().isEmpty() || asked.groups().size() > MOST_KEYS) {
            throw S3Error.malformedXml();
        }
        boolean quiet = "true".equals(asked.texts().get("Quiet"));
        Xml document = Xml.document("DeleteResult");
        for (Map<String, String> object : asked.groups()) {
            delete(call, bucket, object, quiet, document);
        }
        return Answer.of(document.close(), Map.of());
    }

    private void delete(Call call, Bucket bucket, Map<String, String> object, boolean quiet, Xml document)
            throws S3Error {
        String key = object.getOrDefault("Key", "");
        if (!rights.allows(call, bucket, "s3:DeleteObject")) {
            document.open("Error")
                    .text("Key", key)
                    .text("Code", "AccessDenied")
                    .text("Message", "Access Denied")
                    .close();
            return;
        }
        Optional<String> version = Optional.ofNullable(object.get("VersionId"));
        Optional<StoredObject> marker = Optional.empty();
        if (version.isPresent()) {
            bucket.deleteVersion(key, version.get());
        } else {
            marker = bucket.delete(key, present -> {});
        }
        if (!quiet) {
            document.open("Deleted").text("Key", key).text("VersionId", version);
            if (marker.isPresent()) {
                document.text("DeleteMarker", true)
                        .text("DeleteMarkerVersionId", marker.get().version());
            }
            document.close();
        }
    }

    static Answer uploads(Call call, Bucket bucket) throws S3Error {
        if (call.parameter("delimiter").isPresent()) {
            throw S3Error.notImplemented("delimiter");
        }
        Encoding encoding = Encoding.of(call);
        String prefix = call.query().getOrDefault("prefix", "");
        String afterKey = call.query().getOrDefault("key-marker", "");
        String afterId = call.query().getOrDefault("upload-id-marker", "");
        int most = call.most("max-uploads");
        List<Upload> left = bucket.uploads().stream()
                .sorted(Comparator.comparing(Upload::key, Keys.ORDER).thenComparing(Upload::id))
                .filter(upload -> upload.key().startsWith(prefix))
                .filter(upload -> {
                    int order = Keys.ORDER.compare(upload.key(), afterKey);
                    return order > 0
                            || (order == 0 && !afterId.isEmpty() && upload.id().compareTo(afterId) > 0);
                })
                .toList();
        List<Upload> page = left.subList(0, Math.min(most, left.size()));
        Xml document = Xml.document("ListMultipartUploadsResult")
                .text("Bucket", bucket.name())
                .text("KeyMarker", encoding.of(afterKey))
                .text("UploadIdMarker", afterId)
                .text("Prefix", encoding.of(prefix))
                .text("MaxUploads", most)
                .text("EncodingType", encoding.name())
                .text("IsTruncated", page.size() < left.size());
        if (page.size() < left.size() && !page.isEmpty()) {
            Upload last = page.get(page.size() - 1);
            document.text("NextKeyMarker", encoding.of(last.key())).text("NextUploadIdMarker", last.id());
        }
        for (Upload upload : page) {
            document.open("Upload")
                    .text("Key", encoding.of(upload.key()))
                    .text("UploadId", upload.id())
                    .text("Initiated", upload.started())
                    .close();
        }
        return Answer.of(document.close(), Map.of());
    }
}
