package io.ssmexport.ssm;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Words for what an AWS call ended with after its retries: what was wrong, and what to do. */
public final class Refusal {

    private Refusal() {}

    /** For example {@code AccessDeniedException: User … is not authorized …; allow ssm:ListCommandInvocations …}. */
    public static String of(SdkException refused) {
        if (refused instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = service.awsErrorDetails().errorCode();
            return code + ": " + service.awsErrorDetails().errorMessage() + "; " + remedy(code);
        }
        return rootMessage(refused) + "; check the network, AWS_ENDPOINT_URL and the region, then run again";
    }

    private static String remedy(String code) {
        if (isDenied(code)) {
            return "allow ssm:ListCommandInvocations to this principal in this region, then run again";
        }
        if (isCredentials(code)) {
            return "renew the credentials, then run again";
        }
        if (code.contains("Throttl")) {
            return "run again later, or read fewer slices at a time with --parallel";
        }
        return "run again; what is committed is not read again";
    }

    /** Whether an error code says that the principal lacks a permission. */
    public static boolean isDenied(String code) {
        return code.contains("AccessDenied") || code.contains("UnauthorizedOperation");
    }

    private static boolean isCredentials(String code) {
        return code.startsWith("ExpiredToken")
                || code.startsWith("InvalidClientTokenId")
                || code.startsWith("UnrecognizedClient")
                || code.startsWith("InvalidSignature")
                || code.startsWith("SignatureDoesNotMatch");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = String.valueOf(failure.getMessage());
        String rootSaid = String.valueOf(root.getMessage());
        return said.contains(rootSaid) ? said : said + " (" + rootSaid + ")";
    }
}
