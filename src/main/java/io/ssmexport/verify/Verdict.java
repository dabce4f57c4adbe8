package io.ssmexport.verify;

/** What the comparison of a command came to. */
public enum Verdict {
    /** The counts are the same. */
    AGREES,
    /** They are not, and nothing explains that. */
    DIFFERS,
    /** Invocations had not ended when they were archived, or have not now; the next run reads its slice again. */
    OPEN,
    /** What is archived of it is in a file that can't be read. */
    UNREADABLE,
    /** It was sent after the last run had read its account and region. */
    NOT_YET_EXPORTED
}
