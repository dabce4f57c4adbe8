package io.ssmexport.ssm;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of a run: one per region, shared by its slices, so that the SDK's adaptive rate limiter sees all their
 * throttling. Credentials and endpoints are those that the SDK finds by itself ({@code AWS_PROFILE}, {@code
 * AWS_ENDPOINT_URL_SSM} and so on) unless the run brings its own.
 */
public final class SsmClients implements AutoCloseable {

    /**
     * Attempts of one call, the first included, unless {@code AWS_MAX_ATTEMPTS} says otherwise; the SDK retries throttling,
     * 5xx, I/O errors and attempt timeouts.
     */
    private static final int MAX_ATTEMPTS = 10;

    /** After this long without an answer an attempt is given up and made again. */
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .socketTimeout(ATTEMPT_TIMEOUT)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
    private final AwsCredentialsProvider credentials;
    private final @Nullable URI endpoint;
    private final String userAgent;
    private final Map<String, SsmClient> byRegion = new ConcurrentHashMap<>();
    private final Attempts attempts = new Attempts();
    private final Throttles throttles = new Throttles();

    /** Clients with what the SDK finds in the environment. */
    public SsmClients(String version) {
        this(version, DefaultCredentialsProvider.builder().build(), null);
    }

    /** Clients of a known endpoint, for the simulator that runs inside the export. */
    public SsmClients(String version, AwsCredentialsProvider credentials, @Nullable URI endpoint) {
        this.userAgent = "ssm-export/" + version;
        this.credentials = credentials;
        this.endpoint = endpoint;
    }

    /** Client of a region, made on first use. */
    public SsmClient ssm(String region) {
        return byRegion.computeIfAbsent(
                region,
                name -> configured(SsmClient.builder(), name).httpClient(http).build());
    }

    /** Client for asking who we are; the caller closes it. */
    public StsClient sts(String region) {
        return configured(StsClient.builder(), region).httpClient(http).build();
    }

    /** Attempts so far that the service refused because there were too many. */
    public long throttles() {
        return throttles.count();
    }

    /** Attempts beyond the first of each call so far. */
    public long retries() {
        return attempts.retries();
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, String region) {
        builder.region(Region.of(region))
                .credentialsProvider(credentials)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                                .maxAttempts(SdkSystemSetting.AWS_MAX_ATTEMPTS
                                        .getIntegerValue()
                                        .orElse(MAX_ATTEMPTS))
                                .build())
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, userAgent)
                        .addExecutionInterceptor(attempts)
                        .addMetricPublisher(throttles)
                        .build());
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    @Override
    public void close() {
        byRegion.values().forEach(SsmClient::close);
        http.close();
    }

    private static final class Attempts implements ExecutionInterceptor {

        private final LongAdder calls = new LongAdder();
        private final LongAdder transmissions = new LongAdder();

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            calls.increment();
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            transmissions.increment();
        }

        long retries() {
            return Math.max(0, transmissions.sum() - calls.sum());
        }
    }
}
