package io.ssmexport.service;

import io.ssmexport.failure.Cause;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.sso.auth.SsoCredentialsProvider;
import software.amazon.awssdk.services.sso.model.GetRoleCredentialsRequest;
import software.amazon.awssdk.services.ssooidc.SsoOidcTokenProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * What a profile says of credentials, as the AWS CLI understands it. The SDK's own reading takes {@code sso_session} beside
 * {@code role_arn} for the profile's credentials, and asks STS and SSO with clients that know no proxy and no authority.
 */
final class ProfileCredentials {

    private static final String SESSION = "ssm-export";

    /** For STS where no region is set up, as in the SDK. */
    private static final String ANY_REGION = "us-east-1";

    private final AwsSetup setup;
    private final ServiceClients clients;
    private final Set<String> visited = new LinkedHashSet<>();

    ProfileCredentials(AwsSetup setup, ServiceClients clients) {
        this.setup = setup;
        this.clients = clients;
    }

    /** Credentials of the role that the profile has others for, if it names one. */
    Optional<AwsCredentialsProvider> role() {
        return role(setup.profileName());
    }

    /** Credentials that need no others, if the profile has them. */
    Optional<AwsCredentialsProvider> own() {
        return own(setup.profileName());
    }

    private Map<String, String> members(String profile) {
        return setup.files().profiles().getOrDefault(profile, Map.of());
    }

    private static SetupFailure wrong(String profile, String said) {
        return new SetupFailure("profile " + profile, said + "; mend it in ~/.aws/config");
    }

    private Optional<AwsCredentialsProvider> role(String profile) {
        Map<String, String> members = members(profile);
        String arn = members.get("role_arn");
        if (arn == null || members.containsKey("web_identity_token_file")) {
            return Optional.empty();
        }
        AwsCredentialsProvider caller = caller(profile, members);
        if (members.containsKey("mfa_serial")) {
            return Optional.of(() -> {
                throw new SetupFailure(
                        "profile " + profile,
                        "its role asks for a code of " + members.get("mfa_serial")
                                + ", which nobody is there to type; use credentials of `aws sts get-session-token`, or a"
                                + " role that asks for none");
            });
        }
        return Optional.of(explained(
                "profile " + profile,
                "its role " + arn + " can't be assumed",
                "allow sts:AssumeRole on it to the profile's credentials, and these in the role's trust policy",
                StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(clients.sts(region(members), caller, more -> {}))
                        .refreshRequest(request -> request.roleArn(arn)
                                .roleSessionName(members.getOrDefault("role_session_name", SESSION))
                                .externalId(members.get("external_id"))
                                .durationSeconds(seconds(profile, members)))
                        .build()));
    }

    private String region(Map<String, String> members) {
        return setup.region()
                .or(() -> Optional.ofNullable(members.get("region")))
                .orElse(ANY_REGION);
    }

    private static @Nullable Integer seconds(String profile, Map<String, String> members) {
        String seconds = members.get("duration_seconds");
        try {
            return seconds == null ? null : Integer.valueOf(seconds);
        } catch (NumberFormatException e) {
            throw wrong(profile, "duration_seconds must be a number but was '" + seconds + "'");
        }
    }

    private AwsCredentialsProvider caller(String profile, Map<String, String> members) {
        String source = members.get("source_profile");
        String kind = members.get("credential_source");
        if (source != null && kind != null) {
            throw wrong(profile, "it must have source_profile or credential_source but has both");
        }
        if (kind != null) {
            return named(profile, kind);
        }
        if (source == null) {
            throw wrong(
                    profile, "role_arn needs source_profile or credential_source, whose credentials assume the role");
        }
        return source(profile, source);
    }

    private AwsCredentialsProvider named(String profile, String source) {
        return switch (source) {
            case "Environment" ->
                Credentials.ofEnvironment(setup)
                        .orElseThrow(() ->
                                wrong(profile, "credential_source is Environment but AWS_ACCESS_KEY_ID isn't set"));
            case "EcsContainer" -> ContainerCredentialsProvider.builder().build();
            case "Ec2InstanceMetadata" ->
                InstanceProfileCredentialsProvider.builder()
                        .profileFile(setup::forSdk)
                        .profileName(AwsSetup.DEFAULT_PROFILE)
                        .build();
            default ->
                throw wrong(
                        profile,
                        "credential_source must be Environment, Ec2InstanceMetadata or EcsContainer but was '" + source
                                + "'");
        };
    }

    private AwsCredentialsProvider source(String profile, String source) {
        if (!setup.files().profiles().containsKey(source)) {
            throw wrong(profile, "there is no profile '" + source + "', which is its source_profile");
        }
        visited.add(profile);
        boolean hasKeys = members(source).containsKey("aws_access_key_id");
        if (visited.contains(source) && !(source.equals(profile) && hasKeys)) {
            throw wrong(profile, "its source_profile leads back to '" + source + "'");
        }
        return (hasKeys ? Optional.<AwsCredentialsProvider>empty() : role(source))
                .or(() -> own(source))
                .orElseThrow(() -> wrong(profile, "its source_profile '" + source + "' has no credentials"));
    }

    private Optional<AwsCredentialsProvider> own(String profile) {
        Map<String, String> members = members(profile);
        String place = "profile " + profile;
        String file = members.get("web_identity_token_file");
        if (file != null) {
            return Optional.of(webIdentity(
                    clients,
                    setup,
                    required(profile, members, "role_arn"),
                    members.get("role_session_name"),
                    setup.path(file),
                    place));
        }
        if (members.containsKey("sso_account_id") || members.containsKey("sso_role_name")) {
            return Optional.of(sso(profile, members));
        }
        String key = members.get("aws_access_key_id");
        String command = members.get("credential_process");
        if (command != null && !setup.files().withKeys().contains(profile)) {
            AwsCredentialsProvider process = process(
                    place,
                    ProcessCredentialsProvider.builder()
                            .command(List.of("sh", "-c", command))
                            .build());
            process.resolveCredentials(); // that it fails is told before anybody else is asked anything
            return Optional.of(process);
        }
        return Optional.ofNullable(key)
                .map(known -> Credentials.keys(
                        known, required(profile, members, "aws_secret_access_key"), members.get("aws_session_token")));
    }

    private static String required(String profile, Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> wrong(profile, name + " is missing"));
    }

    static AwsCredentialsProvider webIdentity(
            ServiceClients clients,
            AwsSetup setup,
            String role,
            @Nullable String session,
            Path tokenFile,
            String place) {
        return explained(
                place,
                "the role " + role + " can't be assumed with the token of " + tokenFile,
                "check the file, and the role's trust policy",
                StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(clients.sts(
                                setup.region().orElse(ANY_REGION), AnonymousCredentialsProvider.create(), more -> {}))
                        .roleArn(role)
                        .roleSessionName(Objects.requireNonNullElse(session, SESSION))
                        .webIdentityTokenFile(tokenFile)
                        .build());
    }

    private AwsCredentialsProvider sso(String profile, Map<String, String> members) {
        String session = members.get("sso_session");
        Map<String, String> where =
                session == null ? members : setup.files().ssoSessions().get(session);
        if (where == null) {
            throw wrong(profile, "there is no [sso-session " + session + "], which is its sso_session");
        }
        String region = required(profile, where, "sso_region");
        String start = required(profile, where, "sso_start_url");
        String account = required(profile, members, "sso_account_id");
        String role = required(profile, members, "sso_role_name");
        String name = session == null ? start : session;
        SsoOidcTokenProvider tokens = SsoOidcTokenProvider.builder()
                .sessionName(name)
                .ssoOidcClient(clients.ssoOidc(region))
                .build();
        SsoCredentialsProvider.Builder sso = SsoCredentialsProvider.builder();
        return explained(
                "profile " + profile,
                "its SSO session gives no credentials",
                "run `aws sso login --profile " + (profile.contains(" ") ? "'" + profile + "'" : profile) + "`",
                sso.ssoClient(clients.sso(region))
                        .refreshRequest(() -> GetRoleCredentialsRequest.builder()
                                .accountId(account)
                                .roleName(role)
                                .accessToken(token(tokens, SsoToken.ofSession(name)))
                                .build())
                        .build());
    }

    private static String token(SsoOidcTokenProvider tokens, SsoToken left) {
        try {
            return tokens.resolveToken().token();
        } catch (RuntimeException e) {
            if (isPassing(e) || e instanceof AwsServiceException) {
                throw e;
            }
            throw SdkClientException.create(left.problem().orElse(reason(e)));
        }
    }

    /** Some of what the SDK says of a process has a part of its output in it, which may be a secret. */
    private static AwsCredentialsProvider process(String place, AwsCredentialsProvider process) {
        return () -> {
            try {
                return process.resolveCredentials();
            } catch (RuntimeException e) {
                Throwable root = Cause.root(e);
                throw new SetupFailure(
                        place,
                        "its credential_process failed: "
                                + (root instanceof IllegalStateException
                                        ? Cause.firstLine(root)
                                        : "what it prints must be credentials as JSON")
                                + "; run it by hand, and mend it");
            }
        };
    }

    /** Credentials whose failure says where they were to come from. */
    static AwsCredentialsProvider explained(String place, String what, String remedy, AwsCredentialsProvider provider) {
        return () -> {
            try {
                return provider.resolveCredentials();
            } catch (RuntimeException e) {
                if (isPassing(e)) {
                    throw e instanceof AwsServiceException
                            ? e
                            : SdkClientException.create("[" + place + "] " + what + " (" + reason(e) + ")", e);
                }
                throw SetupFailure.in(e)
                        .orElseGet(() -> new SetupFailure(place, what + " (" + reason(e) + "); " + remedy, e));
            }
        };
    }

    /** Whether the same may go well later. */
    private static boolean isPassing(RuntimeException e) {
        Throwable root = Cause.root(e);
        return root instanceof IOException
                ? !(root instanceof FileSystemException || isParsers(root))
                : e instanceof AwsServiceException service
                        && (service.statusCode() >= HttpStatusCode.INTERNAL_SERVER_ERROR
                                || service.isThrottlingException());
    }

    /** Those of JSON parsers are of the same kind as those of a connection. */
    private static boolean isParsers(Throwable root) {
        return root instanceof IOException && !root.getClass().getName().startsWith("java");
    }

    private static String reason(RuntimeException e) {
        if (e instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && service.awsErrorDetails().errorCode() != null) {
            return service.awsErrorDetails().errorCode() + ": "
                    + service.awsErrorDetails().errorMessage();
        }
        Throwable root = Cause.root(e);
        if (isParsers(root)) {
            // It quotes what it read, which may be a secret.
            return "what was read is no JSON";
        }
        if (root instanceof NullPointerException) {
            return "something in it is missing, or has expired";
        }
        return root instanceof UnknownHostException
                ? "there is no host " + Cause.firstLine(root)
                : Cause.firstLine(root);
    }
}
