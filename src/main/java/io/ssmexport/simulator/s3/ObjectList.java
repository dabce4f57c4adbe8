package io.ssmexport.simulator.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page of ListObjectsV2. */
final class ObjectList {

    private final Call call;
    private final Bucket bucket;
    private final Encoding encoding;
    private final String prefix;
    private final String delimiter;
    private final int most;

    private final List<StoredObject> objects = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private String last = "";
    private boolean truncated;

    private ObjectList(Call call, Bucket bucket) throws S3Error {
        this.call = call;
        this.bucket = bucket;
        this.encoding = Encoding.of(call);
        this.prefix = call.query().getOrDefault("prefix", "");
        this.delimiter = call.query().getOrDefault("delimiter", "");
        this.most = call.most("max-keys");
    }

    static Answer answer(Call call, Bucket bucket) throws S3Error {
        if (!"2".equals(call.query().get("list-type"))) {
            throw S3Error.notImplemented("list-type");
        }
        ObjectList list = new ObjectList(call, bucket);
        list.fill(list.after());
        return Answer.of(list.document(), Map.of("x-amz-bucket-region", bucket.region()));
    }

    private String after() throws S3Error {
        Optional<String> token = call.parameter("continuation-token");
        if (token.isEmpty()) {
            return call.query().getOrDefault("start-after", "");
        }
        try {
            return new String(Base64.getUrlDecoder().decode(token.get()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Error.invalidArgument(
                    "continuation-token", token.get(), "The continuation token provided is incorrect");
        }
    }

    private void fill(String after) {
        boolean afterPrefix =
                call.parameter("continuation-token").isPresent() && !delimiter.isEmpty() && after.endsWith(delimiter);
        for (StoredObject object : bucket.current()) {
            String key = object.key();
            if (!key.startsWith(prefix)
                    || Keys.ORDER.compare(key, after) <= 0
                    || (afterPrefix && common(key).filter(after::equals).isPresent())) {
                continue;
            }
            Optional<String> common = common(key);
            if (common.isPresent() && common.get().equals(last)) {
                continue;
            }
            if (objects.size() + prefixes.size() == most) {
                truncated = most > 0;
                return;
            }
            last = common.orElse(key);
            common.ifPresentOrElse(prefixes::add, () -> objects.add(object));
        }
    }

    private Optional<String> common(String key) {
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(key.substring(0, end + delimiter.length()));
    }

    private Xml document() {
        Xml document = Xml.document("ListBucketResult")
                .text("Name", bucket.name())
                .text("Prefix", encoding.of(prefix))
                .text("StartAfter", call.parameter("start-after").map(encoding::of))
                .text("Delimiter", call.parameter("delimiter").map(encoding::of))
                .text("ContinuationToken", call.parameter("continuation-token"))
                .text("EncodingType", encoding.name())
                .text("KeyCount", objects.size() + prefixes.size())
                .text("MaxKeys", most)
                .text("IsTruncated", truncated);
        if (truncated) {
            document.text(
                    "NextContinuationToken",
                    Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        objects.forEach(object -> add(document, object));
        for (String common : prefixes) {
            document.open("CommonPrefixes").text("Prefix", encoding.of(common)).close();
        }
        return document.close();
    }

    private void add(Xml document, StoredObject object) {
        document.open("Contents")
                .text("Key", encoding.of(object.key()))
                .text("LastModified", object.modified())
                .text("ETag", object.etag())
                .text("Size", object.size())
                .text("StorageClass", object.headers().getOrDefault("x-amz-storage-class", "STANDARD"));
        if ("true".equals(call.query().get("fetch-owner"))) {
            document.open("Owner").text("ID", bucket.owner()).close();
        }
        document.close();
    }
}
