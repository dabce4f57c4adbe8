package io.ssmexport.cli;

/** What a line of a log is about. */
enum LogEvent {
    /** What the run is going to do. */
    BEGINS("info", "begins: "),
    /** How many slices are to be read. */
    PLANNED("info", ""),
    /** A slice is in the destination. */
    EXPORTED("info", ""),
    /** What is resumed, started over, kept or expired. */
    NOTE("info", ""),
    /** Slices that failed for the same reason. */
    FAILED("error", "failed: "),
    /** The command that takes up what failed. */
    NEXT("error", "next: "),
    /** What the operator has to look after. */
    WARNING("warn", "warning: "),
    /** How often each rule masked something. */
    REDACTED("info", "redacted: "),
    /** Values that a column couldn't hold. */
    STRANGE("warn", "strange: "),
    /** What a worker did of it. */
    WORKER("info", "worker "),
    /** What the run did. */
    ENDED("info", ""),
    /** What is wrong as a whole. */
    ERROR("error", "ssm-export: "),
    /** Of a library, with {@code --verbose}. */
    LIBRARY("debug", "");

    private final String level;
    private final String heading;

    LogEvent(String level, String heading) {
        this.level = level;
        this.heading = heading;
    }

    String level() {
        return level;
    }

    /** How its line begins. */
    String heading() {
        return heading;
    }
}
