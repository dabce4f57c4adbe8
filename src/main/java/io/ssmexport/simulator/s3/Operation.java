package io.ssmexport.simulator.s3;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of S3's API, and which query parameters and headers each operation takes. */
enum Operation {
    LIST_BUCKETS("GET", On.SERVICE, "", "s3:ListAllMyBuckets", Takes.NOTHING),
    HEAD_BUCKET("HEAD", On.BUCKET, "", "s3:ListBucket", Takes.NOTHING),
    GET_BUCKET_LOCATION("GET", On.BUCKET, "location", "s3:GetBucketLocation", Takes.NOTHING),
    LIST_OBJECTS_V2(
            "GET",
            On.BUCKET,
            "list-type",
            "s3:ListBucket",
            Takes.NOTHING,
            "prefix",
            "delimiter",
            "continuation-token",
            "max-keys",
            "start-after",
            "encoding-type",
            "fetch-owner"),
    LIST_MULTIPART_UPLOADS(
            "GET",
            On.BUCKET,
            "uploads",
            "s3:ListBucketMultipartUploads",
            Takes.NOTHING,
            "prefix",
            "delimiter",
            "key-marker",
            "upload-id-marker",
            "max-uploads",
            "encoding-type"),
    DELETE_OBJECTS("POST", On.BUCKET, "delete", "s3:DeleteObject", Takes.BODY),
    HEAD_OBJECT("HEAD", On.OBJECT, "", "s3:GetObject", Takes.READ, "versionId"),
    GET_OBJECT("GET", On.OBJECT, "", "s3:GetObject", Takes.READ, "versionId"),
    LIST_PARTS(
            "GET",
            On.OBJECT,
            "uploadId",
            "s3:ListMultipartUploadParts",
            Takes.NOTHING,
            "max-parts",
            "part-number-marker"),
    PUT_OBJECT("PUT", On.OBJECT, "", "s3:PutObject", Takes.OBJECT),
    UPLOAD_PART("PUT", On.OBJECT, "uploadId", "s3:PutObject", Takes.BODY, "partNumber"),
    CREATE_MULTIPART_UPLOAD("POST", On.OBJECT, "uploads", "s3:PutObject", Takes.NEW_UPLOAD),
    COMPLETE_MULTIPART_UPLOAD("POST", On.OBJECT, "uploadId", "s3:PutObject", Takes.COMPLETION),
    DELETE_OBJECT("DELETE", On.OBJECT, "", "s3:DeleteObject", Takes.CONDITION, "versionId"),
    ABORT_MULTIPART_UPLOAD("DELETE", On.OBJECT, "uploadId", "s3:AbortMultipartUpload", Takes.NOTHING);

    /** What a path names. */
    enum On {
        SERVICE,
        BUCKET,
        OBJECT
    }

    /** Kinds of headers beyond those of every request. */
    private enum Takes {
        NOTHING,
        CONDITION("if-match"),
        READ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "range", "x-amz-checksum-mode"),
        BODY("content-md5", "x-amz-decoded-content-length", "x-amz-trailer", "x-amz-sdk-checksum-algorithm"),
        NEW_UPLOAD(
                "x-amz-checksum-algorithm",
                "x-amz-checksum-type",
                "x-amz-storage-class",
                "x-amz-server-side-encryption",
                "x-amz-server-side-encryption-aws-kms-key-id",
                "x-amz-server-side-encryption-bucket-key-enabled"),
        OBJECT(Stream.of(BODY.headers, NEW_UPLOAD.headers, Set.of("if-match", "if-none-match"))
                .flatMap(Set::stream)
                .toArray(String[]::new)),
        COMPLETION(Stream.of(
                        BODY.headers,
                        Set.of("if-match", "if-none-match", "x-amz-checksum-type", "x-amz-mp-object-size"))
                .flatMap(Set::stream)
                .toArray(String[]::new));

        @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
        private final Set<String> headers;

        Takes(String... headers) {
            this.headers = Set.of(headers);
        }
    }

    private static final Set<String> ALWAYS = Set.of(
            "x-amz-date",
            "x-amz-content-sha256",
            "x-amz-security-token",
            "x-amz-expected-bucket-owner",
            "x-amz-user-agent",
            "x-amz-te",
            // The SDK sends one with requests that have no body, too.
            "x-amz-checksum-crc32",
            "x-amz-checksum-crc32c",
            "x-amz-checksum-crc64nvme",
            "x-amz-checksum-sha1",
            "x-amz-checksum-sha256");
    private static final Set<String> CONDITIONAL =
            Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "range");
    private static final Set<String> KNOWN_ELSEWHERE = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "attributes",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "legal-hold",
            "lifecycle",
            "list-type",
            "location",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "partNumber",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "session",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website");

    private final String method;
    private final On on;
    private final String marker;
    private final String action;
    private final Takes takes;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<String> parameters;

    Operation(String method, On on, String marker, String action, Takes takes, String... parameters) {
        this.method = method;
        this.on = on;
        this.marker = marker;
        this.action = action;
        this.takes = takes;
        this.parameters = List.of(parameters);
    }

    /** @throws S3Error NotImplemented if it is none that is known here */
    static Operation of(String method, On on, Map<String, String> query) throws S3Error {
        List<Operation> candidates = Arrays.stream(values())
                .filter(operation -> operation.method.equals(method) && operation.on == on)
                .toList();
        for (Operation operation : candidates) {
            if (query.containsKey(operation.marker)) {
                return operation;
            }
        }
        return candidates.stream()
                .filter(operation -> operation.marker.isEmpty())
                .findFirst()
                .orElseThrow(() -> S3Error.notImplemented(method + " of a " + on));
    }

    static Operation named(String label) {
        return Arrays.stream(values())
                .filter(operation -> operation.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation must be one of "
                        + Arrays.stream(values()).map(Operation::label).collect(Collectors.joining(", "))
                        + " but was " + label));
    }

    /** As S3 calls it, such as {@code ListObjectsV2}. */
    String label() {
        return Arrays.stream(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** Right that it needs, such as {@code s3:GetObject}. */
    String action() {
        return action;
    }

    /** Whether it writes an object under a condition, if one is given. */
    boolean writesUnderCondition() {
        return this == PUT_OBJECT || this == COMPLETE_MULTIPART_UPLOAD;
    }

    void requireKnownParameters(Map<String, String> query) throws S3Error {
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            String name = parameter.getKey();
            if (name.equals("x-id")) {
                if (!parameter.getValue().equals(label())) {
                    throw S3Error.invalidArgument(name, parameter.getValue(), "x-id names another operation");
                }
            } else if (!name.equals(marker) && !parameters.contains(name)) {
                throw KNOWN_ELSEWHERE.contains(name)
                        ? S3Error.notImplemented(name)
                        : S3Error.invalidArgument(name, parameter.getValue(), "Unknown query parameter");
            }
        }
    }

    /** @param names in lower case */
    void requireKnownHeaders(Set<String> names) throws S3Error {
        for (String name : names) {
            boolean checked = name.startsWith("x-amz-") || CONDITIONAL.contains(name);
            boolean metadata = name.startsWith("x-amz-meta-") && (takes == Takes.OBJECT || takes == Takes.NEW_UPLOAD);
            if (checked && !metadata && !ALWAYS.contains(name) && !takes.headers.contains(name)) {
                throw S3Error.notImplemented(name);
            }
        }
    }
}
