package io.ssmexport.simulator.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Headers that are kept with an object. */
final class Headers {

    static final String ENCRYPTION = "x-amz-server-side-encryption";
    static final String KMS_KEY = "x-amz-server-side-encryption-aws-kms-key-id";

    private static final int MOST_METADATA = 2048;
    private static final Set<String> PLAIN =
            Set.of("cache-control", "content-disposition", "content-language", "expires");

    private Headers() {}

    static Map<String, String> kept(Call call, Bucket bucket) throws S3Error {
        Map<String, String> kept = new LinkedHashMap<>();
        kept.put("content-type", call.header("content-type").orElse("binary/octet-stream"));
        call.headers().forEach((name, value) -> {
            if (PLAIN.contains(name) || name.startsWith("x-amz-meta-")) {
                kept.put(name, value);
            }
        });
        call.header("content-encoding")
                .map(Headers::withoutFraming)
                .filter(encoding -> !encoding.isEmpty())
                .ifPresent(encoding -> kept.put("content-encoding", encoding));
        call.header("x-amz-storage-class")
                .filter(storage -> !storage.equals("STANDARD"))
                .ifPresent(storage -> kept.put("x-amz-storage-class", storage));
        requireSmall(kept);
        kept.putAll(encryption(call, bucket));
        return kept;
    }

    private static String withoutFraming(String encodings) {
        return Arrays.stream(encodings.split(",", -1))
                .map(String::strip)
                .filter(encoding -> !encoding.equals("aws-chunked"))
                .collect(Collectors.joining(","));
    }

    private static void requireSmall(Map<String, String> kept) throws S3Error {
        int size = kept.entrySet().stream()
                .filter(header -> header.getKey().startsWith("x-amz-meta-"))
                .mapToInt(header -> header.getKey().length()
                        - "x-amz-meta-".length()
                        + header.getValue().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (size > MOST_METADATA) {
            throw S3Error.badRequest(
                    "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
        }
    }

    private static Map<String, String> encryption(Call call, Bucket bucket) throws S3Error {
        String asked = call.header(ENCRYPTION).orElse("");
        boolean byKey =
                asked.equals("aws:kms") || (asked.isEmpty() && bucket.kmsKey().isPresent());
        if (!byKey && call.header(KMS_KEY).isPresent()) {
            throw S3Error.invalidArgument(
                    ENCRYPTION,
                    asked,
                    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms");
        }
        if (!byKey) {
            if (!asked.isEmpty() && !asked.equals("AES256")) {
                throw S3Error.invalidArgument(ENCRYPTION, asked, "The encryption method specified is not supported");
            }
            return Map.of(ENCRYPTION, "AES256");
        }
        String key = call.header(KMS_KEY).or(bucket::kmsKey).orElse("alias/aws/s3");
        String arn = key.startsWith("arn:")
                ? key
                : "arn:aws:kms:" + bucket.region() + ":" + call.credential().account() + ":"
                        + (key.startsWith("alias/") ? key : "key/" + key);
        return Map.of(ENCRYPTION, "aws:kms", KMS_KEY, arn);
    }

    static boolean isEncryptedByKey(Map<String, String> kept) {
        return kept.containsKey(KMS_KEY);
    }

    /** Those that answer a write. */
    static Map<String, String> ofWrite(StoredObject object) {
        Map<String, String> headers = object.headers().entrySet().stream()
                .filter(header -> header.getKey().startsWith(ENCRYPTION)
                        || header.getKey().startsWith("x-amz-checksum-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        headers.put("ETag", object.etag());
        return withVersion(object, headers);
    }

    static Map<String, String> withVersion(StoredObject object, Map<String, String> headers) {
        if (!object.version().equals(StoredObject.NO_VERSION)) {
            headers.put("x-amz-version-id", object.version());
        }
        return headers;
    }
}
