package io.ssmexport.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last 100,000 requests, so that a simulator can be left running, and how many there were at the same time. */
final class RequestLog {

    private static final int CAPACITY = 100_000;

    private final Deque<Request> requests = new ArrayDeque<>();
    private int underWay;
    private int mostAtOnce;

    synchronized void begin() {
        underWay++;
        mostAtOnce = Math.max(mostAtOnce, underWay);
    }

    synchronized void end() {
        underWay--;
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

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
