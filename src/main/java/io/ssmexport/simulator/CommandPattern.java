package io.ssmexport.simulator;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which consecutive invocations were one command: a pattern of 95 commands, most of one or two instances and one of 50,
 * over and over. Because it is arithmetic, neither end of a history of millions has to be built to know the other.
 */
final class CommandPattern {

    private static final int[] SIZES =
            IntStream.range(0, 95).map(CommandPattern::size).toArray();
    private static final int LENGTH = IntStream.of(SIZES).sum();
    private static final int[] FIRST = firsts();

    private CommandPattern() {}

    /** Number of the command that the invocation belongs to. */
    static long commandOf(long ordinal) {
        int found = Arrays.binarySearch(FIRST, Math.floorMod(ordinal, LENGTH));
        int slot = found >= 0 ? found : -found - 2;
        return Math.floorDiv(ordinal, LENGTH) * SIZES.length + slot;
    }

    /** Ordinal of the first invocation of a command. */
    static long firstOrdinal(long command) {
        return Math.floorDiv(command, SIZES.length) * LENGTH + FIRST[Math.floorMod(command, SIZES.length)];
    }

    private static int size(int slot) {
        if (slot == 47) {
            return 50;
        }
        if (slot % 16 == 9) {
            return 6;
        }
        if (slot % 5 == 2) {
            return 3;
        }
        return slot % 3 == 1 ? 2 : 1;
    }

    private static int[] firsts() {
        int[] firsts = new int[SIZES.length];
        for (int slot = 1; slot < firsts.length; slot++) {
            firsts[slot] = firsts[slot - 1] + SIZES[slot - 1];
        }
        return firsts;
    }
}
