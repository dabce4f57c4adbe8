package io.ssmexport.simulator.s3;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** Buckets by name. */
final class Buckets {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();
    private final Clock clock;

    Buckets(Clock clock) {
        this.clock = clock;
    }

    Bucket create(String name, String region, String owner) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("bucket must have 3 to 63 of a-z 0-9 . - but was " + name);
        }
        Bucket bucket = new Bucket(name, region, owner, clock);
        if (buckets.putIfAbsent(name, bucket) != null) {
            throw new IllegalArgumentException("bucket " + name + " is there already");
        }
        return bucket;
    }

    boolean has(String name) {
        return buckets.containsKey(name);
    }

    Bucket find(String name) throws S3Error {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            throw new S3Error(
                    404, "NoSuchBucket", "The specified bucket does not exist", Map.of("BucketName", name), Map.of());
        }
        return bucket;
    }

    Answer list(Credential credential) {
        Xml document = Xml.document("ListAllMyBucketsResult")
                .open("Owner")
                .text("ID", credential.account())
                .close()
                .open("Buckets");
        buckets.values().stream()
                .filter(bucket -> bucket.owner().equals(credential.account()))
                .forEach(bucket -> document.open("Bucket")
                        .text("Name", bucket.name())
                        .text("CreationDate", bucket.created())
                        .text("BucketRegion", bucket.region())
                        .close());
        return Answer.of(document.close().close(), Map.of());
    }
}
