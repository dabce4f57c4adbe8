package io.ssmexport.simulator;

import java.util.List;

/**
 * How far a command has come on its targets, seen at one time.
 *
 * @param invocations at least one
 * @param now epoch milliseconds
 */
record CommandProgress(Command command, List<Invocation> invocations, long now) {

    int targets() {
        return invocations.size();
    }

    int completed() {
        return count(Invocation::hasEnded);
    }

    /** Targets whose status is Failed or Execution Timed Out; an undeliverable invocation is neither. */
    int errors() {
        return count(
                (invocation, time) -> List.of("Failed", "ExecutionTimedOut").contains(invocation.statusDetails(time)));
    }

    int deliveryTimedOut() {
        return count((invocation, time) ->
                invocation.statusDetails(time).replace(" ", "").equals("DeliveryTimedOut"));
    }

    List<Instance> instances() {
        return invocations.stream().map(Invocation::instance).toList();
    }

    boolean isExecuting() {
        return completed() < targets();
    }

    String status() {
        if (isExecuting()) {
            return invocations.stream()
                            .allMatch(invocation -> invocation.status(now).equals("Pending"))
                    ? "Pending"
                    : "InProgress";
        }
        if (errors() > 0) {
            return "Failed";
        }
        for (String status : List.of("Cancelled", "TimedOut", "Failed")) {
            if (invocations.stream()
                    .anyMatch(invocation -> invocation.status(now).equals(status))) {
                return status;
            }
        }
        return "Success";
    }

    String statusDetails() {
        return switch (status()) {
            case "TimedOut" -> "DeliveryTimedOut";
            case "Failed" -> errors() > 0 ? "Failed" : "Incomplete";
            default -> status();
        };
    }

    private int count(Trait trait) {
        return Math.toIntExact(invocations.stream()
                .filter(invocation -> trait.holds(invocation, now))
                .count());
    }

    private interface Trait {
        boolean holds(Invocation invocation, long now);
    }
}
