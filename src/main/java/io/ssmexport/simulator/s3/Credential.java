package io.ssmexport.simulator.s3;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scope of a Signature Version 4. The signature itself isn't checked: any secret will do.
 *
 * @param account that which the access key id names if it came from the simulator's AssumeRole, else {@link #HOME}
 * @param signed names of the headers that are signed, in lower case
 */
record Credential(String account, String region, Set<String> signed) {

    /** Account of every access key that the simulator doesn't know, as for SSM. */
    static final String HOME = "123456789012";

    private static final Pattern SCOPE = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request,\\s*SignedHeaders=([^,\\s]+),\\s*Signature=[0-9a-f]{64}");
    private static final Pattern ASSUMED_KEY = Pattern.compile("ASIASIMU(\\d{12})");

    static Credential of(@Nullable String authorization) throws S3Error {
        if (authorization == null) {
            throw S3Error.accessDenied("Access Denied");
        }
        Matcher scope = SCOPE.matcher(authorization);
        if (!scope.matches()) {
            throw S3Error.badRequest("AuthorizationHeaderMalformed", "The authorization header is malformed.");
        }
        if (!scope.group(3).equals("s3")) {
            throw S3Error.badRequest(
                    "AuthorizationHeaderMalformed",
                    "The authorization header is malformed; incorrect service \"" + scope.group(3)
                            + "\". This endpoint belongs to \"s3\".");
        }
        Matcher key = ASSUMED_KEY.matcher(scope.group(1));
        return new Credential(
                key.matches() ? key.group(1) : HOME,
                scope.group(2),
                Set.of(scope.group(4).split(";", -1)));
    }

    String arn() {
        return account.equals(HOME)
                ? "arn:aws:iam::" + account + ":user/simulator"
                : "arn:aws:sts::" + account + ":assumed-role/simulator/simulator";
    }
}
