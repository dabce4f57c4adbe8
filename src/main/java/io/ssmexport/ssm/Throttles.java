package io.ssmexport.ssm;

import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts the attempts that the service refused because there were too many. Thread-safe. */
final class Throttles implements MetricPublisher {

    /** What the SDK's own {@code SdkErrorType} calls them. */
    private static final String THROTTLING = "Throttling";

    private final LongAdder count = new LongAdder();

    @Override
    public void publish(MetricCollection call) {
        count.add(call.children().stream()
                .flatMap(attempt -> attempt.metricValues(CoreMetric.ERROR_TYPE).stream())
                .filter(THROTTLING::equals)
                .count());
    }

    long count() {
        return count.sum();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
