package io.ssmexport.ssm;

import java.time.Duration;
import java.util.function.LongSupplier;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The SDK's retry strategy with a cap on the requests of its client: attempts start at least an interval apart. The SDK
 * itself waits for the delay that a strategy answers, outside of its timeouts.
 */
final class CappedRetryStrategy implements RetryStrategy {

    private final RetryStrategy uncapped;
    private final long interval;
    private final LongSupplier nanoTime;
    private long free;

    CappedRetryStrategy(RetryStrategy uncapped, double requestsPerSecond, LongSupplier nanoTime) {
        this.uncapped = uncapped;
        this.interval = (long) (1e9 / requestsPerSecond);
        this.nanoTime = nanoTime;
        this.free = nanoTime.getAsLong();
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        AcquireInitialTokenResponse response = uncapped.acquireInitialToken(request);
        return AcquireInitialTokenResponse.create(response.token(), capped(response.delay()));
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        RefreshRetryTokenResponse response = uncapped.refreshRetryToken(request);
        return RefreshRetryTokenResponse.create(response.token(), capped(response.delay()));
    }

    /** Takes the first free start after the delay. */
    private synchronized Duration capped(Duration delay) {
        long now = nanoTime.getAsLong();
        long start = now + Math.max(delay.toNanos(), free - now);
        free = start + interval;
        return Duration.ofNanos(start - now);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return uncapped.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return uncapped.maxAttempts();
    }

    /** A client that adds its defaults builds the strategy anew, without the cap; those of AWS are in it already. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        return uncapped.toBuilder();
    }
}
