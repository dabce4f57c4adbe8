package io.ssmexport.simulator;

import org.jspecify.annotations.Nullable;

/** Goes through the invocations that a query asks for, newest first. Times are searched, other criteria compared. */
final class Scan {

    private final History history;
    private final CheckedRequest query;
    private final long now;
    private final long from;
    private final long until;
    private Day day;
    private int oldest;
    private int index;
    private @Nullable Command command;

    /**
     * Starts at the newest invocation, or at the one that is next older than {@code after}.
     *
     * @param listed request time from which on nothing is listed yet, in epoch milliseconds
     */
    Scan(History history, CheckedRequest query, long now, long listed, @Nullable Position after) {
        this.history = history;
        this.query = query;
        this.now = now;
        this.from = Math.max(history.remembersSince(now), query.from());
        this.until = Math.min(listed, query.until());
        long newestDay = Math.floorDiv(until - 1, Day.MILLIS);
        long firstDay = after == null ? newestDay : Math.min(newestDay, after.epochDay());
        this.day = history.day(firstDay);
        this.oldest = day.invocationsBefore(from);
        this.index = day.invocationsBefore(until);
        if (after != null && after.epochDay() == firstDay) {
            this.index = Math.min(index, after.index());
        }
    }

    /** Place of the invocation that {@link #next} returned last, or the place before the first one. */
    Position position() {
        return new Position(day.epochDay(), index);
    }

    /** Null at the end. */
    @Nullable
    Invocation next() {
        while (findOlder()) {
            if (command == null || index < command.firstIndex()) {
                command = day.command(index);
            }
            if (!query.accepts(command)) {
                index = Math.max(oldest, command.firstIndex());
                continue;
            }
            Invocation invocation = day.invocation(command, index);
            if (query.accepts(invocation, now)) {
                return invocation;
            }
        }
        return null;
    }

    /** The next command, whole, or null at the end. A list uses either this or {@link #next}. */
    @Nullable
    CommandProgress nextCommand() {
        while (findOlder()) {
            Command newest = day.command(index);
            index = Math.max(oldest, newest.firstIndex());
            if (query.accepts(newest)) {
                CommandProgress progress = new CommandProgress(newest, day.invocations(newest), now);
                if (query.accepts(progress)) {
                    return progress;
                }
            }
        }
        return null;
    }

    private boolean findOlder() {
        while (index <= oldest) {
            if (day.epochDay() * Day.MILLIS <= from) {
                return false;
            }
            day = history.day(day.epochDay() - 1);
            oldest = day.invocationsBefore(from);
            index = day.invocations();
            command = null;
        }
        index--;
        return true;
    }
}
