package io.ssmexport.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How long work is begun again that Postgres interrupted, by going away or by choosing its transaction to give way: until
 * two minutes have passed in which nothing was done.
 */
public final class Patience implements RetryPolicy {

    /** Tests have less time. */
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("ssm-export.patience", 120));

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final LongSupplier done;
    private final Duration limit;
    private long doneBefore = -1;
    private long since;

    /**
     * Patience with some work.
     *
     * @param done how much of it is done; only whether that changes matters
     */
    public Patience(LongSupplier done) {
        this(done, LIMIT);
    }

    Patience(LongSupplier done, Duration limit) {
        this.done = done;
        this.limit = limit;
    }

    @Override
    public boolean shouldRetry(Throwable thrown) {
        if (!PostgresProblem.isPassing(thrown)) {
            return false;
        }
        if (done.getAsLong() != doneBefore) {
            doneBefore = done.getAsLong();
            since = System.nanoTime();
        }
        return System.nanoTime() - since < limit.toNanos();
    }

    @Override
    public BackOff getBackOff() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 1.5);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        return pauses;
    }
}
