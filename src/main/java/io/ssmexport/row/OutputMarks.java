package io.ssmexport.row;

/** What the SSM agent puts between the parts of an output. */
public final class OutputMarks {

    /** Where it cut the standard output; the mark can stand in the middle, before the error output. */
    public static final String OUTPUT_CUT = "\n---Output truncated---";

    /** Where it cut the error output. */
    public static final String ERROR_CUT = "\n---Error truncated----";

    /** Before the error output. */
    public static final String ERROR_BEGINS = "\n----------ERROR-------\n";

    private OutputMarks() {}
}
