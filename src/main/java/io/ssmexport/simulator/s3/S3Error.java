package io.ssmexport.simulator.s3;

import java.util.Map;
import java.util.Objects;

/** An answer of the service that is an error. */
final class S3Error extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    @SuppressWarnings("serial") // Never serialized.
    private final Map<String, String> details;

    @SuppressWarnings("serial")
    private final Map<String, String> headers;

    /**
     * @param details further elements of the error's document
     * @param headers of the response
     */
    S3Error(int status, String code, String message, Map<String, String> details, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.details = Map.copyOf(details);
        this.headers = Map.copyOf(headers);
    }

    S3Error(int status, String code, String message) {
        this(status, code, message, Map.of(), Map.of());
    }

    static S3Error badRequest(String code, String message) {
        return new S3Error(400, code, message);
    }

    static S3Error invalidArgument(String name, String value, String message) {
        return new S3Error(
                400, "InvalidArgument", message, Map.of("ArgumentName", name, "ArgumentValue", value), Map.of());
    }

    static S3Error malformedXml() {
        return badRequest(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static S3Error notImplemented(String what) {
        return new S3Error(
                501,
                "NotImplemented",
                "A header or query you provided implies functionality that is not implemented: " + what);
    }

    static S3Error accessDenied(String message) {
        return new S3Error(403, "AccessDenied", message);
    }

    static S3Error noSuchKey(String key) {
        return new S3Error(404, "NoSuchKey", "The specified key does not exist.", Map.of("Key", key), Map.of());
    }

    static S3Error preconditionFailed(String header) {
        return new S3Error(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold",
                Map.of("Condition", header),
                Map.of());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return Objects.requireNonNull(getMessage());
    }

    Map<String, String> details() {
        return details;
    }

    Map<String, String> headers() {
        return headers;
    }
}
