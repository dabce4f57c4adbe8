package io.ssmexport.service;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** The SDK's retry strategy, which doesn't try a host again whose certificate it doesn't believe. */
final class Retries implements RetryStrategy {

    /**
     * First pause after a throttled request. The adaptive limiter slows the client down anyway; the SDK's own second on top
     * of that leaves a sixth of the budget unused when slices are few.
     */
    private static final Duration AFTER_THROTTLING = Duration.ofMillis(200);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);

    private final RetryStrategy sdk;

    private Retries(RetryStrategy sdk) {
        this.sdk = sdk;
    }

    /** @param attempts of one call, the first included */
    static RetryStrategy of(RetryMode mode, int attempts) {
        RetryStrategy.Builder<?, ?> builder =
                AwsRetryStrategy.forRetryMode(mode).toBuilder().maxAttempts(attempts);
        if (mode == RetryMode.ADAPTIVE_V2) {
            builder.throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(AFTER_THROTTLING, LONGEST_BACKOFF));
        }
        return new Retries(builder.build());
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        return sdk.acquireInitialToken(request);
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        if (Authorities.isUntrusted(request.failure())) {
            throw new TokenAcquisitionFailedException(
                    "a certificate doesn't change", request.token(), request.failure());
        }
        return sdk.refreshRetryToken(request);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return sdk.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return sdk.maxAttempts();
    }

    /** A client that adds its defaults builds the strategy anew, as the SDK's own; those of AWS are in it already. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        return sdk.toBuilder();
    }
}
