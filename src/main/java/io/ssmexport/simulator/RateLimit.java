package io.ssmexport.simulator;

import java.util.HashMap;
import java.util.Map;

/** A bucket of tokens for each account and region; a second's worth of requests may come at once. */
final class RateLimit {

    private static final double NANOS = 1e9;

    private final Map<Signer, Bucket> buckets = new HashMap<>();
    private double perSecond;

    private static final class Bucket {
        private double tokens;
        private long filled;
    }

    /** Requests per second; 0 for no limit. */
    synchronized void set(double perSecond) {
        if (perSecond < 0) {
            throw new IllegalArgumentException("rate must not be negative but was " + perSecond);
        }
        this.perSecond = perSecond;
        buckets.clear();
    }

    /** Takes a token; false if there is none left. */
    synchronized boolean allows(Signer signer, long nanoTime) {
        if (perSecond == 0) {
            return true;
        }
        Bucket bucket = buckets.computeIfAbsent(signer, key -> {
            Bucket full = new Bucket();
            full.tokens = Math.max(1, perSecond);
            full.filled = nanoTime;
            return full;
        });
        double refill = (nanoTime - bucket.filled) / NANOS * perSecond;
        bucket.tokens = Math.min(Math.max(1, perSecond), bucket.tokens + refill);
        bucket.filled = nanoTime;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }
}
