package io.ssmexport.simulator;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the invocations of one command have in common. */
final class Command {

    private static final List<@Nullable String> VERSIONS =
            Collections.unmodifiableList(Arrays.asList("$DEFAULT", "1", "", "$LATEST", null));

    private final History history;
    private final long epochDay;
    private final long number;
    private final long requested;
    private final int firstIndex;
    private final String id;

    Command(History history, long epochDay, long number, long requested, int firstIndex) {
        this.history = history;
        this.epochDay = epochDay;
        this.number = number;
        this.requested = requested;
        this.firstIndex = firstIndex;
        this.id = uuid(epochDay);
    }

    History history() {
        return history;
    }

    Position position(int index) {
        return new Position(epochDay, index);
    }

    /** Epoch milliseconds. */
    long requested() {
        return requested;
    }

    /** Number within the day of the first of its invocations. */
    int firstIndex() {
        return firstIndex;
    }

    String id() {
        return id;
    }

    Document document() {
        return Document.ofCommand(number);
    }

    @Nullable
    String documentVersion() {
        return VERSIONS.get(Math.floorMod(number, VERSIONS.size()));
    }

    /** Of a run by State Manager: the ids of its association and execution. */
    @Nullable
    String comment() {
        return switch (Math.floorMod(number, 7)) {
            case 0 -> uuid(-1) + ":" + uuid(-2);
            case 1 -> "";
            case 2 -> null;
            case 3 -> "=HYPERLINK(\"https://example.com\", \"weekly\"), by \"ops\"";
            default -> "maintenance window " + Math.floorMod(number, 40);
        };
    }

    /** Whether members that the service doesn't always send are absent. */
    boolean sparse() {
        return Math.floorMod(number, 11) == 4;
    }

    boolean notifies() {
        return Math.floorMod(number, 6) == 1;
    }

    boolean logsToCloudWatch() {
        return Math.floorMod(number, 6) == 3;
    }

    boolean writesToS3() {
        return Math.floorMod(number, 4) == 1;
    }

    /** Whether its targets were chosen by a tag, not by their ids. */
    boolean targetsTags() {
        return Math.floorMod(number, 5) == 2;
    }

    /** Whether its times are written like {@code 1.541992493965E9}. */
    boolean timesInENotation() {
        return Math.floorMod(number, 3) == 0;
    }

    private String uuid(long purpose) {
        long high = Mix.of(history.salt(), number, purpose);
        long low = Mix.of(high, number);
        return new UUID((high & ~0xf000L) | 0x4000L, (low & ~(3L << 62)) | (2L << 62)).toString();
    }
}
