package io.ssmexport.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What becomes of an invocation, and how long that takes. */
enum Outcome {
    SUCCESS("InProgress", "Success", "Success", true, Duration.ofSeconds(1), Duration.ofSeconds(90)),
    FAILED("InProgress", "Failed", "Failed", true, Duration.ofSeconds(1), Duration.ofMinutes(10)),
    EXECUTION_TIMED_OUT(
            "InProgress", "TimedOut", "ExecutionTimedOut", true, Duration.ofHours(1), Duration.ofMinutes(61)),
    CANCELLED("InProgress", "Cancelled", "Cancelled", true, Duration.ofSeconds(30), Duration.ofMinutes(30)),
    DELIVERY_TIMED_OUT("Pending", "TimedOut", "Delivery Timed Out", false, Duration.ofHours(1), Duration.ofMinutes(61)),
    UNDELIVERABLE("Delayed", "Failed", "Undeliverable", false, Duration.ofMinutes(10), Duration.ofHours(2)),
    NEVER_FETCHED("Pending", "TimedOut", "DeliveryTimedOut", false, Duration.ofHours(49), Duration.ofHours(72)),
    LONG_DELAYED("Delayed", "Failed", "Undeliverable", false, Duration.ofHours(49), Duration.ofHours(72)),
    LONG_RUNNING("InProgress", "Success", "Success", true, Duration.ofHours(46), Duration.ofHours(48)),
    LONG_QUEUED("InProgress", "Success", "Success", true, Duration.ofHours(46), Duration.ofHours(48)),
    LONG_CANCELLING("Cancelling", "Cancelled", "Cancelled", true, Duration.ofHours(46), Duration.ofHours(48));

    /** Those that are still open almost two days after their request. */
    static final List<Outcome> LATE = List.of(LONG_RUNNING, NEVER_FETCHED, LONG_QUEUED, LONG_CANCELLING, LONG_DELAYED);

    private static final List<Outcome> ROTATION = rotation();

    private final String openStatus;
    private final String endStatus;
    private final String endDetails;
    private final boolean delivered;
    private final Duration shortest;
    private final Duration longest;

    Outcome(
            String openStatus,
            String endStatus,
            String endDetails,
            boolean delivered,
            Duration shortest,
            Duration longest) {
        this.openStatus = openStatus;
        this.endStatus = endStatus;
        this.endDetails = endDetails;
        this.delivered = delivered;
        this.shortest = shortest;
        this.longest = longest;
    }

    static Outcome ofOrdinal(long ordinal) {
        return ROTATION.get(Math.floorMod(ordinal * 31, ROTATION.size()));
    }

    String openStatus() {
        return openStatus;
    }

    String endStatus() {
        return endStatus;
    }

    String endDetails() {
        return endDetails;
    }

    /** Whether the agent got the command, so that the invocation has plugins. */
    boolean delivered() {
        return delivered;
    }

    /** From the request to the end, in milliseconds. */
    long takes(long hash) {
        long range = longest.minus(shortest).toMillis();
        return shortest.toMillis() + Long.remainderUnsigned(hash, range);
    }

    private static List<Outcome> rotation() {
        List<Outcome> rotation = new ArrayList<>(Collections.nCopies(84, SUCCESS));
        rotation.addAll(Collections.nCopies(8, FAILED));
        rotation.addAll(List.of(EXECUTION_TIMED_OUT, EXECUTION_TIMED_OUT, CANCELLED, CANCELLED));
        rotation.addAll(List.of(DELIVERY_TIMED_OUT, DELIVERY_TIMED_OUT, UNDELIVERABLE, UNDELIVERABLE, LONG_RUNNING));
        return List.copyOf(rotation);
    }
}
