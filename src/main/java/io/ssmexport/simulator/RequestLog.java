package io.ssmexport.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last 100,000 requests, so that a simulator can be left running. */
final class RequestLog {

    private static final int CAPACITY = 100_000;

    private final Deque<Request> requests = new ArrayDeque<>();

    synchronized void add(Request request) {
        if (requests.size() == CAPACITY) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<Request> copy() {
        return new ArrayList<>(requests);
    }
}
