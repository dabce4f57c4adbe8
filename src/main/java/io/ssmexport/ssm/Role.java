package io.ssmexport.ssm;

import io.ssmexport.slice.RoleArn;
import org.jspecify.annotations.Nullable;

/**
 * A role to assume for reading its account.
 *
 * @param externalId what the role's trust policy may ask for, or null
 * @param session name under which CloudTrail shows what was done
 */
public record Role(RoleArn arn, @Nullable String externalId, String session) {

    public String account() {
        return arn.account();
    }
}
