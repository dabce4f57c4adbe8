package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Source;
import io.ssmexport.wire.Exchange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of a run: one per account and region, shared by its slices, so that the SDK's adaptive rate limiter is the
 * one budget of that account and region. Credentials and endpoints are those that the SDK finds by itself ({@code
 * AWS_PROFILE}, {@code AWS_ENDPOINT_URL_SSM} and so on) unless the run brings its own; with them roles are assumed.
 */
public final class SsmClients implements AutoCloseable {

    /**
     * Attempts of one call, the first included, unless {@code AWS_MAX_ATTEMPTS} says otherwise; the SDK retries throttling,
     * 5xx, I/O errors and attempt timeouts.
     */
    private static final int MAX_ATTEMPTS = 10;

    /**
     * First pause after a throttled request. The adaptive limiter slows the client down anyway; the SDK's own second on top
     * of that leaves a sixth of the budget unused when slices are few.
     */
    private static final Duration AFTER_THROTTLING = Duration.ofMillis(200);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);

    /** After this long without an answer an attempt is given up and made again. */
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

    static {
        // Java keeps five idle connections to a host, and all accounts share that of their region.
        if (System.getProperty("http.maxConnections") == null) {
            System.setProperty("http.maxConnections", "64");
        }
    }

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .socketTimeout(ATTEMPT_TIMEOUT)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
    private final AwsCredentialsProvider credentials;
    private final @Nullable URI endpoint;
    private final String userAgent;
    private final Access access;
    private final List<RoleCredentials> roles = new ArrayList<>();
    private final Map<String, AwsCredentialsProvider> byAccount = new HashMap<>();
    private final Map<String, StsClient> stsByRegion = new ConcurrentHashMap<>();
    private final Map<Source, SsmClient> bySource = new ConcurrentHashMap<>();
    private final Attempts attempts = new Attempts();
    private final Throttles throttles = new Throttles();

    /** Without a shared one every client starts threads of its own for its timeouts. */
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "timeouts");
        thread.setDaemon(true);
        return thread;
    });

    /** Clients with what the SDK finds in the environment. */
    public SsmClients(String version, Access access) {
        this(version, DefaultCredentialsProvider.builder().build(), null, access);
    }

    /** Clients of a known endpoint, for the simulator that runs inside the export. */
    public SsmClients(String version, AwsCredentialsProvider credentials, @Nullable URI endpoint, Access access) {
        this.userAgent = "ssm-export/" + version;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.access = access;
        for (Role role : access.roles()) {
            RoleCredentials assumed = new RoleCredentials(role, access.tokenRegions(), this::sts);
            roles.add(assumed);
            byAccount.put(role.account(), assumed);
        }
    }

    /** Client of an account in a region, made on first use. */
    public SsmClient ssm(Source source) {
        return bySource.computeIfAbsent(
                source,
                key -> configured(
                                SsmClient.builder(),
                                key.region(),
                                credentials(key.account()),
                                retries(access.requestsPerSecond()))
                        .httpClient(http)
                        .build());
    }

    private AwsCredentialsProvider credentials(String account) {
        return byAccount.isEmpty()
                ? credentials
                : byAccount.getOrDefault(account, () -> {
                    throw new Failure(
                            Failure.Kind.INCOMPLETE,
                            "[" + account + "] an earlier run was to read it, but no role of the job is in that account"
                                    + " any more; add its role again, or run once more to go on without it");
                });
    }

    /** Client of a region for asking who we are and for roles; closed with the rest. */
    StsClient sts(String region) {
        return stsByRegion.computeIfAbsent(
                region,
                name -> configured(StsClient.builder(), name, credentials, retries(null))
                        .httpClient(http)
                        .build());
    }

    /** Attempts so far that the service refused because there were too many. */
    public long throttles() {
        return throttles.count();
    }

    /** Attempts beyond the first of each call so far. */
    public long retries() {
        return attempts.retries();
    }

    private static RetryStrategy retries(@Nullable Double requestsPerSecond) {
        RetryStrategy adaptive = AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                .maxAttempts(SdkSystemSetting.AWS_MAX_ATTEMPTS.getIntegerValue().orElse(MAX_ATTEMPTS))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(AFTER_THROTTLING, LONGEST_BACKOFF))
                .build();
        return requestsPerSecond == null
                ? adaptive
                : new CappedRetryStrategy(adaptive, requestsPerSecond, System::nanoTime);
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(
            B builder, String region, AwsCredentialsProvider provider, RetryStrategy retries) {
        builder.region(Region.of(region))
                .credentialsProvider(provider)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(retries)
                        .scheduledExecutorService(timeouts)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, userAgent)
                        .addExecutionInterceptor(attempts)
                        .addExecutionInterceptor(Exchange.interceptor())
                        .addMetricPublisher(throttles)
                        .build());
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    @Override
    public void close() {
        bySource.values().forEach(SsmClient::close);
        roles.forEach(RoleCredentials::close);
        stsByRegion.values().forEach(StsClient::close);
        timeouts.shutdownNow();
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
