package io.ssmexport.simulator.s3;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last 100,000 requests, so that a simulator can be left running. */
final class Trace {

    private static final int CAPACITY = 100_000;

    private final Deque<S3Request> requests = new ArrayDeque<>();

    synchronized void add(S3Request request) {
        if (requests.size() == CAPACITY) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<S3Request> copy() {
        return new ArrayList<>(requests);
    }

    synchronized void clear() {
        requests.clear();
    }
}
