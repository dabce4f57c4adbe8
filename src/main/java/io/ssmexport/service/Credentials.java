package io.ssmexport.service;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Who asks: the first of the AWS CLI's sources that is set up, in the AWS CLI's order. If that one fails, no other is asked,
 * and its reason is told; the SDK's own chain goes through all of them and lists what each had to say.
 */
final class Credentials implements AwsCredentialsProvider {

    private final AwsSetup setup;
    private final ServiceClients clients;
    private @Nullable AwsCredentialsProvider source;

    Credentials(AwsSetup setup, ServiceClients clients) {
        this.setup = setup;
        this.clients = clients;
    }

    /** @throws SdkClientException as calls do, because of a {@link SetupFailure} if what is set up gives none */
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return source().resolveCredentials();
        } catch (SetupFailure e) {
            throw SdkClientException.create(e.getMessage(), e);
        }
    }

    /** @throws SetupFailure if what is set up can't be */
    synchronized AwsCredentialsProvider source() {
        AwsCredentialsProvider known = source;
        if (known == null) {
            known = environment()
                    .or(() -> profile().role())
                    .or(this::webIdentity)
                    .or(() -> profile().own())
                    .or(this::container)
                    .orElseGet(this::instance);
            source = known;
        }
        return known;
    }

    private ProfileCredentials profile() {
        return new ProfileCredentials(setup, clients);
    }

    private Optional<AwsCredentialsProvider> environment() {
        return setup.isProfileChosen() ? Optional.empty() : ofEnvironment(setup);
    }

    /** @throws SetupFailure if only a part of them is set */
    static Optional<AwsCredentialsProvider> ofEnvironment(AwsSetup setup) {
        return setup.variable("AWS_ACCESS_KEY_ID").map(key -> {
            String secret = setup.variable("AWS_SECRET_ACCESS_KEY")
                    .orElseThrow(() -> new SetupFailure(
                            "AWS_SECRET_ACCESS_KEY", "it must be set beside AWS_ACCESS_KEY_ID; set both, or neither"));
            return keys(
                    key,
                    secret,
                    setup.variable("AWS_SECURITY_TOKEN")
                            .or(() -> setup.variable("AWS_SESSION_TOKEN"))
                            .orElse(null));
        });
    }

    static AwsCredentialsProvider keys(String key, String secret, @Nullable String token) {
        return StaticCredentialsProvider.create(
                token == null
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, token));
    }

    private Optional<AwsCredentialsProvider> webIdentity() {
        return setup.variable("AWS_WEB_IDENTITY_TOKEN_FILE").map(file -> {
            String role = setup.variable("AWS_ROLE_ARN")
                    .orElseThrow(() -> new SetupFailure(
                            "AWS_ROLE_ARN", "it must be set beside AWS_WEB_IDENTITY_TOKEN_FILE; set both, or neither"));
            return ProfileCredentials.webIdentity(
                    clients,
                    setup,
                    role,
                    setup.variable("AWS_ROLE_SESSION_NAME").orElse(null),
                    Path.of(file),
                    "AWS_WEB_IDENTITY_TOKEN_FILE");
        });
    }

    private Optional<AwsCredentialsProvider> container() {
        return setup.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                .or(() -> setup.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
                .map(uri -> ProfileCredentials.explained(
                        "AWS_CONTAINER_CREDENTIALS",
                        "the container gives no credentials",
                        "check the task's role, or the pod's association",
                        ContainerCredentialsProvider.builder().build()));
    }

    private AwsCredentialsProvider instance() {
        boolean isAsked =
                !setup.variable("AWS_EC2_METADATA_DISABLED").orElse("").equalsIgnoreCase("true");
        AwsCredentialsProvider instance = InstanceProfileCredentialsProvider.builder()
                .profileFile(setup::forSdk)
                .profileName(AwsSetup.DEFAULT_PROFILE)
                .build();
        return () -> {
            try {
                if (isAsked) {
                    return instance.resolveCredentials();
                }
            } catch (SdkClientException e) {
                throw none("this host is no EC2 instance with a role", e);
            }
            throw none("AWS_EC2_METADATA_DISABLED is set", null);
        };
    }

    private SetupFailure none(String host, @Nullable Throwable cause) {
        return new SetupFailure.NoCredentials(
                "none were found: AWS_ACCESS_KEY_ID isn't set, the profile '" + setup.profileName()
                        + "' has none, and " + host
                        + "; set AWS_PROFILE, run `aws sso login`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                cause);
    }
}
