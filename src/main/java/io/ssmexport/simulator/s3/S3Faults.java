package io.ssmexport.simulator.s3;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What goes wrong, and when. Can be set while the simulator runs, by any thread. */
public final class S3Faults {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;
    private volatile Optional<String> owner = Optional.empty();

    /** Times that it still happens count down in {@code left}; requests that it could happen to count up in {@code seen}. */
    private record Rule(S3Fault fault, String operation, String keyPart, int nth, AtomicLong left, AtomicLong seen) {

        boolean picks(S3Fault asked, Operation now, String key) {
            return fault == asked
                    && (operation.isEmpty() || operation.equals(now.label()))
                    && key.contains(keyPart)
                    && seen.incrementAndGet() % nth == 0
                    && left.getAndDecrement() > 0;
        }
    }

    public static S3Faults none() {
        return new S3Faults();
    }

    /**
     * Sets one fault as the command line has it, such as {@code lost-answer=3} or {@code latency=30ms}.
     *
     * @throws IllegalArgumentException naming the setting, and those that exist
     */
    public void set(String setting) {
        S3Setting.apply(setting, this);
    }

    /** Lets it happen to every nth request from now on that it can happen to; 1 means every one. */
    public void every(int nth, S3Fault fault) {
        every(nth, fault, "", "");
    }

    /**
     * Lets it happen to every nth request from now on that it can happen to.
     *
     * @param operation such as {@code PutObject}; empty for all
     * @param keyPart what the key must contain; empty for all
     */
    public void every(int nth, S3Fault fault, String operation, String keyPart) {
        rules.add(rule(nth, fault, operation, keyPart, Long.MAX_VALUE));
    }

    /**
     * Lets it happen once: to the next request that it can happen to.
     *
     * @param operation such as {@code PutObject}; empty for all
     * @param keyPart what the key must contain; empty for all
     */
    public void next(S3Fault fault, String operation, String keyPart) {
        rules.add(rule(1, fault, operation, keyPart, 1));
    }

    private static Rule rule(int nth, S3Fault fault, String operation, String keyPart, long times) {
        if (nth < 1) {
            throw new IllegalArgumentException("number of a fault must be positive but was " + nth);
        }
        if (!operation.isEmpty()) {
            Operation.named(operation);
        }
        return new Rule(fault, operation, keyPart, nth, new AtomicLong(times), new AtomicLong());
    }

    /** Takes it back, wherever it would happen. */
    public void end(S3Fault fault) {
        rules.removeIf(rule -> rule.fault() == fault);
    }

    /** Takes that long over every response. */
    public void latency(Duration duration) {
        latency = duration;
    }

    /** Refuses what needs a right, such as {@code s3:PutObject} or {@code kms:GenerateDataKey}, with AccessDenied. */
    public void deny(String action) {
        denied.add(action);
    }

    /** Takes {@link #deny} back. */
    public void allow(String action) {
        denied.remove(action);
    }

    /** Pretends that every bucket belongs to that account; rights stay as they are. */
    public void owner(String account) {
        owner = Optional.of(account);
    }

    boolean happens(S3Fault fault, Call call) {
        // Each rule counts, whether or not another one picks.
        return rules.stream()
                        .filter(rule -> rule.picks(fault, call.operation(), call.key()))
                        .count()
                > 0;
    }

    boolean denies(String action) {
        return denied.contains(action);
    }

    Duration latency() {
        return latency;
    }

    String ownerOf(Bucket bucket) {
        return owner.orElse(bucket.owner());
    }
}
