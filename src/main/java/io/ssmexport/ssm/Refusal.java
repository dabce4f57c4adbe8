package io.ssmexport.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Words for what an AWS call ended with after its retries: what was wrong, and what to do. */
public final class Refusal {

    private Refusal() {}

    /** For example {@code AccessDeniedException: User … is not authorized …; allow ssm:ListCommandInvocations …}. */
    public static String of(SdkException refused) {
        if (refused instanceof StsException role && role.awsErrorDetails() != null) {
            return "the role can't be assumed: "
                    + role.awsErrorDetails().errorCode() + ": "
                    + role.awsErrorDetails().errorMessage()
                    + "; allow sts:AssumeRole on it to this principal, and this principal (and external id) in the role's"
                    + " trust policy, then run again";
        }
        if (refused instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = service.awsErrorDetails().errorCode();
            return code + ": " + service.awsErrorDetails().errorMessage() + "; " + remedy(code);
        }
        return said(refused) + "; check the network, AWS_ENDPOINT_URL and the region, then run again";
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

    /** Whether all other slices of the account and region would be refused for the same reason. */
    public static boolean concernsSource(SdkException refused) {
        if (refused instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = service.awsErrorDetails().errorCode();
            return refused instanceof StsException
                    || isDenied(code)
                    || isCredentials(code)
                    || code.contains("OptIn")
                    || code.contains("RegionDisabled");
        }
        return refused instanceof SdkClientException && !isUnreadable(refused);
    }

    /** Words for an answer that can't be read. */
    static String unreadable(IOException e) {
        return unreadable(firstLine(e)) + "; run again; what is committed is not read again";
    }

    private static String unreadable(String reason) {
        return "the answer must be JSON but was something else (" + reason + ")";
    }

    private static boolean isUnreadable(SdkException refused) {
        return root(refused) instanceof JsonProcessingException
                || String.valueOf(refused.getMessage()).startsWith("Unable to unmarshall");
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

    /** In one line, and without what the SDK guesses: its causes say it shorter. */
    private static String said(SdkException refused) {
        Throwable root = root(refused);
        String rootSaid = firstLine(root);
        if (root instanceof UnknownHostException) {
            return "the host " + rootSaid + " is not known";
        }
        if (isUnreadable(refused)) {
            return unreadable(rootSaid);
        }
        String firstLine = firstLine(refused);
        return firstLine.contains(rootSaid) ? firstLine : firstLine + " (" + rootSaid + ")";
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
