package io.ssmexport.coverage;

/** What the destination has of a day. */
public enum DayState {
    /** Everything: read past its end, and nothing in it was still running. */
    SEALED('#'),
    /** Something: read before its end, in part, or while commands in it were running. A later run reads it again. */
    OPEN('o'),
    /** Nothing yet, and AWS still has it. */
    MISSING('.'),
    /** Not all, and AWS has forgotten it. */
    EXPIRED('x'),
    /** The job was never asked for it. */
    OUTSIDE(' ');

    private final char cell;

    DayState(char cell) {
        this.cell = cell;
    }

    /** How a calendar shows it. */
    public char cell() {
        return cell;
    }
}
