package io.ssmexport.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whoever signed a request. The signature itself isn't checked: any secret will do.
 *
 * @param account that which the access key id names if {@link SecurityTokens} handed it out, else {@link #HOME}
 */
record Signer(String account, String region) {

    /** Account of every access key that the simulator doesn't know. */
    static final String HOME = "123456789012";

    private static final String ASSUMED = "ASIASIMU";
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/]+)/[^/]+/aws4_request");
    private static final Pattern ASSUMED_KEY = Pattern.compile(ASSUMED + "(\\d{12})");

    /** Reads the scope of Signature Version 4, {@code Credential=KEY/DATE/REGION/SERVICE/aws4_request}. */
    static Optional<Signer> ofAuthorization(@Nullable String header) {
        Matcher scope = SCOPE.matcher(header == null ? "" : header);
        if (!scope.find()) {
            return Optional.empty();
        }
        Matcher key = ASSUMED_KEY.matcher(scope.group(1));
        return Optional.of(new Signer(key.matches() ? key.group(1) : HOME, scope.group(2)));
    }

    /** Access key id with which later requests are that account's. */
    static String accessKey(String account) {
        return ASSUMED + account;
    }

    String arn() {
        return account.equals(HOME)
                ? "arn:aws:iam::" + account + ":user/simulator"
                : "arn:aws:sts::" + account + ":assumed-role/simulator/simulator";
    }
}
