package io.ssmexport.simulator.s3;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A multipart upload that isn't completed. */
record Upload(String id, String key, Instant started, Map<String, String> headers, NavigableMap<Integer, Part> parts) {

    /** @param headers checksums */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Part(Content content, byte[] md5, String etag, Instant modified, Map<String, String> headers) {}

    Upload(String id, String key, Instant started, Map<String, String> headers) {
        this(id, key, started, headers, new ConcurrentSkipListMap<>());
    }
}
