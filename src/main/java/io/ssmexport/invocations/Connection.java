package io.ssmexport.invocations;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.wire.DirectCalls;
import io.ssmexport.wire.Exchange;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.utils.AttributeMap;

/** The way to the service: region, credentials, endpoint and patience. */
final class Connection implements AutoCloseable {

    /** Attempts of one request, the first included. The AWS CLI's default is 5, and a long list needs more patience. */
    private static final int MAX_ATTEMPTS = 10;

    private static final int DEFAULT_TIMEOUT_SECONDS = 60;

    private final AwsSettings settings;
    private final CommandOptions options;
    private final String version;
    private final @Nullable URI endpoint;
    private @Nullable SsmClient ssm;

    /** @throws CommandFailure if the endpoint isn't a URL */
    Connection(AwsSettings settings, CommandOptions options, String version) {
        this.settings = settings;
        this.options = options;
        this.version = version;
        this.endpoint = endpoint(options.text("--endpoint-url"));
    }

    private static @Nullable URI endpoint(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            URI endpoint = URI.create(text);
            if (endpoint.getScheme() != null && endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (IllegalArgumentException e) {
            throw badEndpoint(text, String.valueOf(e.getMessage()));
        }
        throw badEndpoint(text, "scheme is missing.");
    }

    private static CommandFailure badEndpoint(String text, String reason) {
        return new CommandFailure(
                ExitCode.USAGE,
                "Bad value for --endpoint-url \"" + text + "\": " + reason
                        + "  Must be of the form http://<hostname>/ or https://<hostname>/");
    }

    /** @throws CommandFailure if there is no region */
    InvocationClient client() {
        AwsCredentialsProvider credentials = credentials();
        SdkHttpClient http = http();
        var builder = SsmClient.builder()
                .region(Region.of(settings.region(options.text("--region"))))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .defaultProfileName(settings.profileName())
                        .retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, "ssm-export/" + version)
                        .addExecutionInterceptor(Exchange.interceptor())
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        ssm = builder.build();
        return new InvocationClient(ssm, new DirectCalls(http, credentials), MAX_ATTEMPTS, settings.times());
    }

    private AwsCredentialsProvider credentials() {
        if (options.isSet("--no-sign-request")) {
            return AnonymousCredentialsProvider.create();
        }
        if (settings.isProfileChosen()) {
            return AwsCredentialsProviderChain.of(
                    ProfileCredentialsProvider.create(settings.profileName()),
                    ContainerCredentialsProvider.create(),
                    InstanceProfileCredentialsProvider.create());
        }
        return DefaultCredentialsProvider.builder()
                .profileName(settings.profileName())
                .build();
    }

    private SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .socketTimeout(timeout("--cli-read-timeout"))
                .connectionTimeout(timeout("--cli-connect-timeout"))
                .buildWithDefaults(AttributeMap.builder()
                        .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, options.isSet("--no-verify-ssl"))
                        .build());
    }

    private Duration timeout(String option) {
        Integer seconds = options.number(option);
        return Duration.ofSeconds(seconds == null ? DEFAULT_TIMEOUT_SECONDS : seconds);
    }

    @Override
    public void close() {
        if (ssm != null) {
            ssm.close();
        }
    }
}
