package io.ssmexport.history;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The oldest of the invocations that still run; of the others only how many there are. */
final class Oldest {

    private static final Comparator<OpenInvocation> BY_AGE = Comparator.comparing(OpenInvocation::requested)
            .thenComparing(OpenInvocation::command)
            .thenComparing(OpenInvocation::instance);

    private final int most;
    private final PriorityQueue<OpenInvocation> youngestFirst = new PriorityQueue<>(BY_AGE.reversed());
    private long count;

    Oldest(int most) {
        this.most = most;
    }

    void add(OpenInvocation invocation) {
        count++;
        youngestFirst.add(invocation);
        if (youngestFirst.size() > most) {
            youngestFirst.remove();
        }
    }

    long count() {
        return count;
    }

    List<OpenInvocation> list() {
        return youngestFirst.stream().sorted(BY_AGE).toList();
    }
}
