package io.ssmexport.service;

import io.ssmexport.wire.Exchange;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Makes all clients of AWS, so that settings, proxies, authorities, retries and the user agent are the same in each. Nothing
 * is connected, and no credentials are looked for, before a client is used.
 */
public final class ServiceClients implements AutoCloseable {

    /** Of one call, the first included, unless {@code AWS_MAX_ATTEMPTS} or the profile says otherwise. */
    private static final int ATTEMPTS = 10;

    private final AwsSetup setup;
    private final Terms terms;
    private final int attempts;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;

    /** @throws SetupFailure if something that is set up can't be meant */
    public ServiceClients(AwsSetup setup, Terms terms) {
        this.setup = setup;
        this.terms = terms;
        this.attempts = setup.attempts(ATTEMPTS);
        this.http = Connections.client(
                setup.proxies(), sockets(setup, terms), terms.isVerified(), terms.connect(), terms.read());
        AwsCredentialsProvider given = terms.credentials();
        this.credentials = given == null ? new Credentials(setup, this) : given;
    }

    private static @Nullable Supplier<SSLSocketFactory> sockets(AwsSetup setup, Terms terms) {
        if (!terms.isVerified()) {
            return Authorities::unverified;
        }
        Optional<AwsSetup.Named<Path>> bundle = setup.authorities(terms.authorities());
        return bundle.<Supplier<SSLSocketFactory>>map(named -> () -> Authorities.of(named.value(), named.place()))
                .orElse(null);
    }

    /** Whose calls are to be made. */
    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    /**
     * Finds out where the credentials that are set up are from, also where the terms have others. Only a program that gives
     * them is asked.
     *
     * @throws SetupFailure if what is set up can't be
     */
    public void requireSource() {
        (credentials instanceof Credentials own ? own : new Credentials(setup, this)).source();
    }

    /** What the clients send with. */
    public SdkHttpClient http() {
        return http;
    }

    /** How often a call is tried, the first time included. */
    public int attempts() {
        return attempts;
    }

    /** As it is set up, for one client: it learns how fast the service lets that go. */
    public RetryStrategy retries() {
        return Retries.of(setup.retryMode(), attempts);
    }

    /** Client of a region. Its answers are for an {@link Exchange}, too. */
    public SsmClient ssm(
            String region, AwsCredentialsProvider caller, Consumer<ClientOverrideConfiguration.Builder> more) {
        return built(
                SsmClient.builder(),
                new Place("ssm", "ssm", region),
                caller,
                more.andThen(configuration -> configuration.addExecutionInterceptor(Exchange.interceptor())));
    }

    /** Client of a region, to ask who we are and for roles. */
    public StsClient sts(
            String region, AwsCredentialsProvider caller, Consumer<ClientOverrideConfiguration.Builder> more) {
        return built(StsClient.builder(), new Place("sts", "sts", region), caller, more);
    }

    /** Where to ask first where a bucket is. */
    public String bucketRegion() {
        return setup.region().orElse("us-east-1");
    }

    /** Whether a store that may know less than S3 is asked in the old way, unless somebody says otherwise. */
    public boolean isPlainS3() {
        return isOtherS3()
                && setup.setting("request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION")
                        .isEmpty();
    }

    private boolean isOtherS3() {
        return terms.endpoint() != null || setup.endpoint("s3").isPresent();
    }

    /**
     * Client of the buckets of a region. As with the AWS CLI, the bucket's name is in the path where the endpoint isn't
     * AWS's, and profiles say {@code addressing_style} below {@code s3}.
     *
     * @param owner account that every bucket must belong to, or null
     */
    public S3Client s3(String region, @Nullable String owner) {
        String style = setup.addressingStyle().orElse(isOtherS3() ? "path" : "auto");
        S3ClientBuilder builder = S3Client.builder()
                .forcePathStyle(style.equals("path"))
                .serviceConfiguration(configuration ->
                        configuration.expectContinueEnabled(false).chunkedEncodingEnabled(!isPlainS3()));
        if (isPlainS3()) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .addPlugin(LegacyMd5Plugin.create());
        }
        return built(builder, new Place("s3", "s3", region), credentials, configuration -> {
            if (setup.setting("retry_mode", "AWS_RETRY_MODE").isEmpty()) {
                // The adaptive mode would hold back all slices for a while when one is told to slow down.
                configuration.retryStrategy(Retries.of(RetryMode.STANDARD, attempts));
            }
            if (owner != null) {
                configuration.putHeader("x-amz-expected-bucket-owner", owner);
            }
        });
    }

    SsoClient sso(String region) {
        return built(SsoClient.builder(), new Place("sso", "portal.sso", region), anonymous(), more -> {});
    }

    SsoOidcClient ssoOidc(String region) {
        return built(SsoOidcClient.builder(), new Place("sso_oidc", "oidc", region), anonymous(), more -> {});
    }

    private static AwsCredentialsProvider anonymous() {
        return AnonymousCredentialsProvider.create();
    }

    /**
     * A service in a region.
     *
     * @param setting its name in profiles and variables
     * @param host what its host's name begins with
     */
    private record Place(String setting, String host, String region) {}

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(
            B builder, Place place, AwsCredentialsProvider caller, Consumer<ClientOverrideConfiguration.Builder> more) {
        ClientOverrideConfiguration.Builder configuration = ClientOverrideConfiguration.builder()
                .defaultProfileFile(setup.forSdk())
                .defaultProfileName(AwsSetup.DEFAULT_PROFILE)
                .retryStrategy(retries())
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, "ssm-export/" + terms.version());
        more.accept(configuration);
        builder.region(Region.of(place.region()))
                .credentialsProvider(caller)
                .httpClient(http)
                .overrideConfiguration(configuration.build());
        URI endpoint =
                terms.endpoint() == null ? setup.endpoint(place.setting()).orElse(null) : terms.endpoint();
        if (endpoint == null && setup.isEndpointIgnored()) {
            // The SDK doesn't ignore what is set up, unless it is told of another endpoint.
            builder.endpointOverride(own(place)).fipsEnabled(false).dualstackEnabled(false);
        } else {
            // Of another endpoint there is only one; the SDK refuses to be told of its kind.
            builder.endpointOverride(endpoint)
                    .fipsEnabled(endpoint == null && setup.isFips())
                    .dualstackEnabled(endpoint == null && setup.isDualStack());
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new SetupFailure("AWS", e.getMessage() + "; mend the variable or the profile that says so", e);
        }
    }

    private URI own(Place place) {
        List<EndpointTag> tags = new ArrayList<>();
        if (setup.isFips()) {
            tags.add(EndpointTag.FIPS);
        }
        if (setup.isDualStack()) {
            tags.add(EndpointTag.DUALSTACK);
        }
        return URI.create("https://"
                + ServiceMetadata.of(place.host())
                        .endpointFor(ServiceEndpointKey.builder()
                                .region(Region.of(place.region()))
                                .tags(tags)
                                .build()));
    }

    @Override
    public void close() {
        http.close();
    }
}
