package io.ssmexport.ssm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the accounts are reached.
 *
 * @param roles one for each account to read; none means the account of the SDK's own credentials
 * @param tokenRegions whose STS can be asked for a role's credentials, the best first
 * @param requestsPerSecond cap for each account and region, or null for what the service lets through
 */
public record Access(
        List<Role> roles,
        List<String> tokenRegions,
        @Nullable Double requestsPerSecond) {

    /** That of the SDK's own credentials, as fast as the service allows. */
    public static Access own() {
        return new Access(List.of(), List.of(), null);
    }
}
