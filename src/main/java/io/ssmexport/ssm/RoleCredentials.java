package io.ssmexport.ssm;

import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.RegionDisabledException;

/**
 * Credentials of an assumed role, shared by the account's clients; the SDK renews them before they expire. Where STS can't
 * be reached in one region, or is switched off there, the next is asked.
 */
final class RoleCredentials implements AwsCredentialsProvider, AutoCloseable {

    private final Role role;
    private final List<String> regions;
    private final Function<String, StsClient> sts;
    private int region;
    private StsAssumeRoleCredentialsProvider provider;

    /**
     * @param regions whose STS can be asked, the best first; at least one
     * @param sts client of a region, not closed here
     */
    RoleCredentials(Role role, List<String> regions, Function<String, StsClient> sts) {
        this.role = role;
        this.regions = regions;
        this.sts = sts;
        this.provider = provider();
    }

    private StsAssumeRoleCredentialsProvider provider() {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.apply(regions.get(region)))
                .refreshRequest(request -> request.roleArn(role.arn().text())
                        .roleSessionName(role.session())
                        .externalId(role.externalId()))
                .build();
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        for (; ; ) {
            try {
                return provider.resolveCredentials();
            } catch (SdkClientException | RegionDisabledException unreachable) {
                if (region + 1 == regions.size()) {
                    throw unreachable;
                }
                provider.close();
                region++;
                provider = provider();
            }
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
