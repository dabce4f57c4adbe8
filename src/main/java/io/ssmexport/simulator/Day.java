package io.ssmexport.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One UTC day of a history. Its invocations are numbered from 0 in the order of their request times. */
final class Day {

    static final long MILLIS = Duration.ofDays(1).toMillis();

    private final History history;
    private final long epochDay;
    private final long firstOrdinal;
    private final int invocations;
    private final long firstCommand;
    private final int commands;

    Day(History history, long epochDay, long firstOrdinal, int invocations) {
        this.history = history;
        this.epochDay = epochDay;
        this.firstOrdinal = firstOrdinal;
        this.invocations = invocations;
        this.firstCommand = CommandPattern.commandOf(firstOrdinal);
        this.commands = invocations == 0
                ? 0
                : Math.toIntExact(CommandPattern.commandOf(firstOrdinal + invocations - 1) - firstCommand + 1);
    }

    long epochDay() {
        return epochDay;
    }

    int invocations() {
        return invocations;
    }

    /** How many of the day's invocations were requested before a time in epoch milliseconds. */
    int invocationsBefore(long time) {
        int low = 0;
        int high = commands;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (requested(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == commands ? invocations : firstIndex(low);
    }

    /** Command that the invocation with that number belongs to. One that would cross a midnight is cut in two there. */
    Command command(int index) {
        int command = Math.toIntExact(CommandPattern.commandOf(firstOrdinal + index) - firstCommand);
        return new Command(history, epochDay, firstCommand + command, requested(command), firstIndex(command));
    }

    /** All invocations of a command that {@link #command} returned. */
    List<Invocation> invocations(Command command) {
        List<Invocation> all = new ArrayList<>();
        for (int index = command.firstIndex();
                index < invocations && command(index).firstIndex() == command.firstIndex();
                index++) {
            all.add(invocation(command, index));
        }
        return all;
    }

    Invocation invocation(Command command, int index) {
        return new Invocation(command, index, firstOrdinal + index, outcome(index));
    }

    private int firstIndex(int command) {
        return Math.toIntExact(Math.max(0, CommandPattern.firstOrdinal(firstCommand + command) - firstOrdinal));
    }

    /**
     * When the day's nth command was requested: spread evenly with some noise, but the first one at midnight, the last in the
     * day's last millisecond, and now and then three at once.
     */
    private long requested(int command) {
        long midnight = epochDay * MILLIS;
        if (command == 0) {
            return midnight;
        }
        if (command == commands - 1) {
            return midnight + MILLIS - 1;
        }
        long number = firstCommand + command;
        if (Math.floorMod(number, 9) >= 7) {
            return requested(command - 1);
        }
        long gap = MILLIS / commands;
        return midnight + command * gap + Mix.below(gap, history.salt(), number);
    }

    /** A day's last invocations end late, so that a clock at any midnight sees some of each open status. */
    private Outcome outcome(int index) {
        int late = Math.min(Outcome.LATE.size(), invocations / 3);
        int fromLast = invocations - 1 - index;
        if (fromLast < late) {
            return Outcome.LATE.get(Math.floorMod(epochDay * late + fromLast, Outcome.LATE.size()));
        }
        return Outcome.ofOrdinal(firstOrdinal + index);
    }
}
