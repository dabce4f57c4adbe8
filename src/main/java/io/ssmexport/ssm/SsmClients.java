package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.service.AwsSetup;
import io.ssmexport.service.ServiceClients;
import io.ssmexport.service.Terms;
import io.ssmexport.slice.Source;
import io.ssmexport.wire.AnswerLimitException;
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
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of a run: one per account and region, shared by its slices, so that the SDK's adaptive rate limiter is the
 * one budget of that account and region. Credentials and endpoints are those that are set up, unless the run brings its own;
 * with them roles are assumed.
 */
public final class SsmClients implements AutoCloseable {

    /** After this long without an answer an attempt is given up and made again. */
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final int MOST_ASKED_FOR_TIME = 3;

    private final ServiceClients clients;
    private final Access access;
    private final ServiceTime time;
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

    /** Clients of AWS as it is set up. */
    public SsmClients(String version, AwsSetup setup, Access access, ServiceTime time) {
        this(new ServiceClients(setup, terms(version)), access, time);
    }

    /** Clients of a known endpoint, for the simulator that runs inside the export. */
    public SsmClients(
            String version, AwsCredentialsProvider credentials, URI endpoint, Access access, ServiceTime time) {
        this(
                new ServiceClients(
                        AwsSetup.none(), terms(version).with(credentials).with(endpoint)),
                access,
                time);
    }

    private static Terms terms(String version) {
        return Terms.of(version, CONNECT_TIMEOUT, ATTEMPT_TIMEOUT);
    }

    private SsmClients(ServiceClients clients, Access access, ServiceTime time) {
        this.clients = clients;
        this.access = access;
        this.time = time;
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
                key -> clients.ssm(
                        key.region(),
                        credentials(key),
                        configuration -> watched(configuration).retryStrategy(strategy())));
    }

    private AwsCredentialsProvider credentials(Source source) {
        return byAccount.isEmpty()
                ? clients.credentials()
                : byAccount.getOrDefault(source.account(), () -> {
                    throw new Failure(
                            Failure.Kind.INCOMPLETE,
                            Problem.of(
                                            "an earlier run was to read it, but no role of the job is in that account any more")
                                    .at(source.place())
                                    .withRemedy("add its role again, or run once more to go on without it"));
                });
    }

    /** Client of a region for asking who we are and for roles; closed with the rest. */
    StsClient sts(String region) {
        return stsByRegion.computeIfAbsent(region, name -> clients.sts(name, clients.credentials(), this::watched));
    }

    /** What time it is for the service, as far as it has answered. */
    public ServiceTime time() {
        return time;
    }

    /**
     * Lets the service tell the time, unless it has already: STS where roles are assumed, for there it has to be reached
     * anyway, else one of the first sources. Where none answers, their slices fail later on and say why.
     */
    public void learnTime(List<Source> sources) {
        for (Source source : sources.subList(0, Math.min(sources.size(), MOST_ASKED_FOR_TIME))) {
            if (time.isKnown()) {
                return;
            }
            try {
                askForTime(source);
            } catch (SdkException | AnswerLimitException | Failure e) {
                // A refusal tells the time too.
            }
        }
    }

    private void askForTime(Source source) {
        if (byAccount.isEmpty()) {
            ListCommandInvocationsRequest one = ListCommandInvocationsRequest.builder()
                    .maxResults(1)
                    .overrideConfiguration(configuration -> configuration.apiCallTimeout(ATTEMPT_TIMEOUT))
                    .build();
            Exchange.open().send(ssm(source), one);
        } else {
            sts(access.tokenRegions().get(0))
                    .getCallerIdentity(request -> request.overrideConfiguration(
                            configuration -> configuration.apiCallTimeout(ATTEMPT_TIMEOUT)));
        }
    }

    /** Attempts so far that the service refused because there were too many. */
    public long throttles() {
        return throttles.count();
    }

    /** Attempts beyond the first of each call so far. */
    public long retries() {
        return attempts.retries();
    }

    private RetryStrategy strategy() {
        Double requestsPerSecond = access.requestsPerSecond();
        return requestsPerSecond == null
                ? clients.retries()
                : new CappedRetryStrategy(clients.retries(), requestsPerSecond, System::nanoTime);
    }

    private ClientOverrideConfiguration.Builder watched(ClientOverrideConfiguration.Builder configuration) {
        return configuration
                .scheduledExecutorService(timeouts)
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .addExecutionInterceptor(attempts)
                .addExecutionInterceptor(time.interceptor())
                .addMetricPublisher(throttles);
    }

    @Override
    public void close() {
        bySource.values().forEach(SsmClient::close);
        roles.forEach(RoleCredentials::close);
        stsByRegion.values().forEach(StsClient::close);
        timeouts.shutdownNow();
        clients.close();
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
