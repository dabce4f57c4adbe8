package io.ssmexport.ssm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A role to assume for reading its account.
 *
 * @param account 12-digit number, part of the ARN
 * @param externalId what the role's trust policy may ask for, or null
 * @param session name under which CloudTrail shows what was done
 */
public record Role(String arn, String account, @Nullable String externalId, String session) {

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):role/.+");

    /** Role of a well-formed ARN. */
    public static Role of(String arn, @Nullable String externalId, String session) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new IllegalArgumentException("arn must be a role's but was " + arn);
        }
        return new Role(arn, parts.group(1), externalId, session);
    }
}
