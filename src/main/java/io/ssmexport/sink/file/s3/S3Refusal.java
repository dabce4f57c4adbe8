package io.ssmexport.sink.file.s3;

import io.ssmexport.failure.Cause;
import io.ssmexport.failure.Problem;
import io.ssmexport.service.Authorities;
import io.ssmexport.service.HttpRefusal;
import io.ssmexport.service.SetupFailure;
import io.ssmexport.sink.file.storage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Words for what S3 refused.
 *
 * @param bucket its name
 * @param partition of AWS, for the policy
 * @param owner account that the bucket must belong to, or null
 */
record S3Refusal(String bucket, String partition, @Nullable String owner) {

    private static final int FORBIDDEN = 403;
    private static final int MOVED = 301;
    private static final int ABSENT = 404;

    private static final String AGAIN = "run again; what is committed is not read again";

    StorageException of(SdkException refused, Right right, String objects) {
        return new StorageException(problem(refused, right, objects), refused);
    }

    private Problem problem(SdkException refused, Right right, String objects) {
        Optional<SetupFailure> setup = SetupFailure.in(refused);
        if (setup.isPresent()) {
            return setup.get().problem();
        }
        if (!(refused instanceof AwsServiceException service)) {
            return Problem.of(unreached(refused))
                    .withRemedy(
                            Authorities.isUntrusted(refused)
                                    ? "name the authority that signed the host's certificate with AWS_CA_BUNDLE"
                                    : "check the network, the proxy (HTTPS_PROXY) and AWS_ENDPOINT_URL_S3, then run again");
        }
        String code = code(service);
        return Problem.of(said(service, code)).withCode(code).withRemedy(remedy(service, code, right, objects));
    }

    private String remedy(AwsServiceException refused, String code, Right right, String objects) {
        if (code.startsWith("ExpiredToken")
                || code.startsWith("InvalidAccessKeyId")
                || code.startsWith("InvalidToken")
                || code.startsWith("SignatureDoesNotMatch")) {
            return "renew the credentials that AWS_PROFILE or the environment has for the bucket";
        }
        if (code.startsWith("KMS")) {
            return "name a key that is enabled and in the bucket's region with s3-kms-key";
        }
        if (code.equals("NoSuchBucket") || (refused.statusCode() == ABSENT && right == Right.LIST)) {
            return "create the bucket " + bucket + ", or name another";
        }
        if (refused.statusCode() == MOVED || code.equals("AuthorizationHeaderMalformed")) {
            return "set AWS_REGION to the region of the bucket " + bucket;
        }
        if (refused.statusCode() == FORBIDDEN) {
            return denied(refused, right, objects);
        }
        return HttpRefusal.of(refused)
                .filter(HttpRefusal::isLasting)
                .map(HttpRefusal::remedy)
                .orElse(code.equals("SlowDown") ? "lower --parallel, or " + AGAIN : AGAIN);
    }

    /** A refused HEAD has no body that says why; whoever has the wrong account in mind is told nothing else either. */
    private String denied(AwsServiceException refused, Right right, String objects) {
        if (String.valueOf(refused.getMessage()).contains("kms:")) {
            return "allow \"Action\": [\"kms:GenerateDataKey\", \"kms:Decrypt\"] on the bucket's key to this principal";
        }
        return "allow " + right.line(partition, bucket, objects) + " to this principal, in its policy and the bucket's"
                + (owner == null ? "" : ", and check that expected-bucket-owner is right");
    }

    private static String code(AwsServiceException refused) {
        return Optional.ofNullable(refused.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }

    private static String said(AwsServiceException refused, String code) {
        String message = Optional.ofNullable(refused.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .filter(text -> !text.isBlank())
                .orElse("HTTP status " + refused.statusCode());
        return code.isEmpty() ? message : code + ": " + message;
    }

    private static String unreached(SdkException refused) {
        String first = Cause.firstLine(refused);
        String last = Cause.firstLine(Cause.root(refused));
        return first.contains(last) ? first : first + " (" + last + ")";
    }
}
