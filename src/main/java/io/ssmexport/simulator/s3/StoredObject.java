package io.ssmexport.simulator.s3;

import java.time.Instant;
import java.util.Map;

/**
 * One version of an object.
 *
 * @param etag with its quotes
 * @param headers that are kept with it and sent with it: type, metadata, encryption, checksums of the whole
 * @param version id; {@code null} as a text in a bucket that keeps none
 * @param deleted whether it is a marker that says that the object is gone
 */
record StoredObject(
        String key,
        Content content,
        String etag,
        Instant modified,
        Map<String, String> headers,
        String version,
        boolean deleted) {

    static final String NO_VERSION = "null";

    StoredObject modifiedAt(Instant time) {
        return new StoredObject(key, content, etag, time, headers, version, deleted);
    }

    long size() {
        return content.size();
    }
}
