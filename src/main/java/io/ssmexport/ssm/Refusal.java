package io.ssmexport.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ssmexport.failure.Problem;
import io.ssmexport.service.Authorities;
import io.ssmexport.service.HttpRefusal;
import io.ssmexport.service.SetupFailure;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** What is told of what an AWS call ended with after its retries: what was wrong, and what to do. */
public final class Refusal {

    private static final String UNREACHED =
            "check the network, the proxy (HTTPS_PROXY), AWS_ENDPOINT_URL and the region";

    private static final String UNTRUSTED =
            "name the authority that signed the host's certificate with AWS_CA_BUNDLE, or ca_bundle in the AWS profile";

    /** What a run asks for, and goes on with. */
    private static final String EXPORTS = "ssm:ListCommandInvocations";

    private static final int MOST_NAMES = 5;
    private static final int LONGEST_NAME = 40;

    /** Words for an answer that went well but isn't one. */
    static final Problem NO_LIST = noList("CommandInvocations", List.of());

    private Refusal() {}

    /**
     * Words for a JSON object without its list.
     *
     * @param member that should have been there
     * @param instead names of those that were
     */
    static Problem noList(String member, List<String> instead) {
        return Problem.of("the answer must have the member " + member + " but "
                        + (instead.isEmpty()
                                ? "lacked it"
                                : "had instead "
                                        + instead.stream()
                                                .limit(MOST_NAMES)
                                                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                                                .collect(Collectors.joining(", "))))
                .withRemedy(
                        "check AWS_ENDPOINT_URL and what stands between here and AWS (proxy, gateway), then run again");
    }

    /** For example {@code AccessDeniedException: User … is not authorized …; allow ssm:ListCommandInvocations …}. */
    public static Problem of(SdkException refused) {
        return of(refused, EXPORTS);
    }

    /** @param action that the principal has to be allowed */
    static Problem of(SdkException refused, String action) {
        Optional<SetupFailure> setup = SetupFailure.in(refused);
        if (setup.isPresent()) {
            return setup.get().problem();
        }
        if (refused instanceof StsException role) {
            return told(role, "the role can't be assumed: ")
                    .withRemedy(
                            "allow sts:AssumeRole on it to this principal, and this principal (and external id) in the role's"
                                    + " trust policy, then run again");
        }
        if (refused instanceof AwsServiceException service) {
            return told(service, "").withRemedy(remedy(service, action));
        }
        return Problem.of(said(refused))
                .withRemedy((Authorities.isUntrusted(refused) ? UNTRUSTED : UNREACHED) + ", then run again");
    }

    private static Problem told(AwsServiceException refused, String before) {
        String code = HttpRefusal.of(refused)
                .map(http -> Integer.toString(http.status()))
                .orElseGet(() -> code(refused));
        return Problem.of(before + said(refused)).withCode(code);
    }

    /** Code and message of a refusal; its HTTP status, if something else than AWS refused. */
    static String said(AwsServiceException refused) {
        return HttpRefusal.of(refused)
                .map(http -> http.said())
                .orElseGet(
                        () -> code(refused) + ": " + refused.awsErrorDetails().errorMessage());
    }

    /** Empty if it has none. */
    static String code(AwsServiceException refused) {
        return HttpRefusal.of(refused).isPresent()
                ? ""
                : refused.awsErrorDetails().errorCode();
    }

    private static String remedy(AwsServiceException refused, String action) {
        Optional<HttpRefusal> http = HttpRefusal.of(refused);
        if (http.isPresent()) {
            return http.get().remedy();
        }
        String code = code(refused);
        boolean exports = action.equals(EXPORTS);
        String again = exports ? "run again" : "try again";
        if (isDenied(code)) {
            return "allow " + action + " to this principal in this region, then " + again;
        }
        if (isCredentials(code)) {
            return "renew the credentials, then " + again;
        }
        if (code.startsWith("UnknownOperation") || code.startsWith("InvalidAction")) {
            return "what answers there doesn't know " + action.substring(action.indexOf(':') + 1)
                    + ": check AWS_ENDPOINT_URL" + (exports ? "" : "; without it nothing can be compared");
        }
        if (code.contains("Throttl")) {
            return exports ? "run again later, or read fewer slices at a time with --parallel" : "try again later";
        }
        return again + (exports ? "; what is committed is not read again" : "");
    }

    /** Whether all other slices of the account and region would be refused for the same reason. */
    public static boolean concernsSource(SdkException refused) {
        if (refused instanceof AwsServiceException service) {
            String code = code(service);
            return refused instanceof StsException
                    || HttpRefusal.of(service).map(HttpRefusal::isLasting).orElse(false)
                    || isDenied(code)
                    || isCredentials(code)
                    || code.contains("OptIn")
                    || code.contains("RegionDisabled");
        }
        return refused instanceof SdkClientException && !isUnreadable(refused);
    }

    /** Words for an answer that can't be read. */
    static Problem unreadable(IOException e) {
        return Problem.of(notJson(firstLine(e))).withRemedy("run again; what is committed is not read again");
    }

    private static String notJson(String reason) {
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
            return notJson(rootSaid);
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
