package io.ssmexport.simulator;

/**
 * One command on one instance. It never changes; what is seen of it depends on the time at which it is looked at, in epoch
 * milliseconds.
 *
 * @param index number within the day
 * @param ordinal number within the whole history
 */
record Invocation(Command command, int index, long ordinal, Outcome outcome) {

    Instance instance() {
        return Instance.ofOrdinal(command.history(), ordinal);
    }

    Position position() {
        return command.position(index);
    }

    String status(long now) {
        if (now < fetched()) {
            return "Pending";
        }
        return now < ended() ? outcome.openStatus() : outcome.endStatus();
    }

    String statusDetails(long now) {
        return now < ended() ? status(now) : outcome.endDetails();
    }

    /** Number of plugins: none until the agent has fetched the command, and often none if it never did. */
    int plugins(long now) {
        boolean refused = outcome == Outcome.UNDELIVERABLE && now >= ended() && (ordinal & 1) == 0;
        boolean fetched = outcome.delivered() && now >= fetched();
        return fetched || refused ? command.document().steps().size() : 0;
    }

    Plugin plugin(int number, long now) {
        Document document = command.document();
        Document.Step step = document.steps().get(number);
        if (!outcome.delivered()) {
            return Plugin.unfinished(step, outcome.endStatus(), outcome.endDetails());
        }
        if (now < starts(number)) {
            return Plugin.unfinished(step, "Pending", "Pending");
        }
        if (now < finishes(number)) {
            return Plugin.unfinished(step, "InProgress", "InProgress");
        }
        if (step.skipped()) {
            return new Plugin(step, "Success", "Success", 0, starts(number), finishes(number), step.skipNotice());
        }
        if (number < document.lastExecuted() || outcome.endStatus().equals("Success")) {
            OutputText output = OutputTexts.succeeded(ordinal + 7L * number);
            return new Plugin(step, "Success", "Success", 0, starts(number), finishes(number), output);
        }
        return new Plugin(
                step,
                outcome.endStatus(),
                outcome.endDetails(),
                responseCode(),
                starts(number),
                finishes(number),
                outcome == Outcome.FAILED ? OutputTexts.failed(ordinal) : OutputText.EMPTY);
    }

    /** Number that no other invocation has. */
    long hash() {
        return Mix.of(command.history().salt(), ordinal);
    }

    private int responseCode() {
        return switch (outcome) {
            case FAILED -> (hash() & 3) == 0 ? 127 : 1;
            case EXECUTION_TIMED_OUT -> command.document().windows() ? -1 : 137;
            case SUCCESS, LONG_RUNNING, LONG_QUEUED -> 0;
            case CANCELLED, LONG_CANCELLING, DELIVERY_TIMED_OUT, UNDELIVERABLE, NEVER_FETCHED, LONG_DELAYED -> -1;
        };
    }

    /**
     * When the agent fetched the command: less than a second after the request, so before any end; at once where it ends
     * late, so that the day's last command shows its open status to a clock at midnight.
     */
    private long fetched() {
        return Outcome.LATE.contains(outcome) ? command.requested() : command.requested() + 200 + (hash() >>> 40) % 700;
    }

    boolean hasEnded(long now) {
        return now >= ended();
    }

    private long ended() {
        return command.requested() + outcome.takes(hash());
    }

    private long starts(int plugin) {
        if (plugin > 0) {
            return finishes(plugin - 1);
        }
        return outcome == Outcome.LONG_QUEUED ? ended() - 1000 : fetched();
    }

    private long finishes(int plugin) {
        int last = command.document().lastExecuted();
        if (plugin >= last) {
            return ended();
        }
        long start = starts(0);
        return start + Math.min((ended() - start) * (plugin + 1) / (last + 1), 1500L * (plugin + 1));
    }
}
