package io.ssmexport.simulator.s3;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may do what: the owner of a bucket everything that no fault denies, others nothing. */
record Rights(S3Faults faults) {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    /** @throws S3Error AccessDenied, or what S3 says to a caller who addresses the wrong region or owner */
    void require(Call call, Bucket bucket) throws S3Error {
        requireRegion(call, bucket);
        requireOwner(call, bucket);
        // Deleting many is denied key by key.
        require(
                call,
                bucket,
                call.operation() == Operation.DELETE_OBJECTS
                        ? ""
                        : call.operation().action());
        if (call.operation().writesUnderCondition() && call.header("if-match").isPresent()) {
            require(call, bucket, "s3:GetObject");
        }
    }

    void require(Call call, Bucket bucket, String action) throws S3Error {
        if (!allows(call, bucket, action)) {
            String resource =
                    call.operation() == Operation.HEAD_OBJECT || !call.key().isEmpty()
                            ? bucket.name() + "/" + call.key()
                            : bucket.name();
            throw unauthorized(call, action, resource);
        }
    }

    private static S3Error unauthorized(Call call, String action, String resource) {
        return S3Error.accessDenied("User: " + call.credential().arn() + " is not authorized to perform: " + action
                + " on resource: \"arn:aws:s3:::" + resource + "\" because no identity-based policy allows the "
                + action + " action");
    }

    boolean allows(Call call, Bucket bucket, String action) {
        return call.credential().account().equals(bucket.owner()) && !faults.denies(action);
    }

    void requireKey(Call call, Bucket bucket, Map<String, String> headers, String action) throws S3Error {
        if (Headers.isEncryptedByKey(headers)) {
            require(call, bucket, action);
        }
    }

    /** Who may not list isn't told that a key isn't there. */
    S3Error missing(Call call, Bucket bucket) {
        return allows(call, bucket, "s3:ListBucket")
                ? S3Error.noSuchKey(call.key())
                : unauthorized(call, "s3:ListBucket", bucket.name());
    }

    private static void requireRegion(Call call, Bucket bucket) throws S3Error {
        String signed = call.credential().region();
        if (signed.equals(bucket.region()) || call.operation() == Operation.GET_BUCKET_LOCATION) {
            return;
        }
        Map<String, String> header = Map.of("x-amz-bucket-region", bucket.region());
        if (signed.equals("us-east-1")) {
            // The one endpoint that sends requests on to where the bucket is.
            throw new S3Error(
                    400,
                    "AuthorizationHeaderMalformed",
                    "The authorization header is malformed; the region 'us-east-1' is wrong; expecting '"
                            + bucket.region() + "'",
                    Map.of("Region", bucket.region()),
                    header);
        }
        throw new S3Error(
                301,
                "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
                Map.of(
                        "Bucket",
                        bucket.name(),
                        "Endpoint",
                        bucket.name() + ".s3." + bucket.region() + ".amazonaws.com"),
                header);
    }

    private void requireOwner(Call call, Bucket bucket) throws S3Error {
        Optional<String> expected = call.header("x-amz-expected-bucket-owner");
        if (expected.isEmpty()) {
            return;
        }
        if (!ACCOUNT.matcher(expected.get()).matches()) {
            throw S3Error.badRequest(
                    "InvalidBucketOwnerAWSAccountID",
                    "The value of the expected bucket owner parameter must be an AWS account ID");
        }
        if (!expected.get().equals(faults.ownerOf(bucket))) {
            throw S3Error.accessDenied("Access Denied");
        }
    }
}
