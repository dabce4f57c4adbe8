package io.ssmexport.sink.file.format;

/** How much of each row is read. */
public enum Extent {
    /** All, so that damage anywhere is found. */
    WHOLE,
    /** What {@link io.ssmexport.row.Glance} needs. */
    GLANCE
}
