package io.ssmexport.failure;

import org.jspecify.annotations.Nullable;

/** Errors of the Java machine: nobody can go on after one, whatever thread it happens in. */
public final class FatalError {

    /** What a process ends with after one. */
    public static final int EXIT_CODE = 1;

    private FatalError() {}

    /** The error that an exception or error was made of; null if there is none, or a failure says what it means. */
    public static @Nullable Error in(Throwable thrown) {
        @Nullable Error first = null;
        for (@Nullable Throwable cause = thrown;
                cause != null && !(cause instanceof Failure);
                cause = cause.getCause()) {
            if (cause instanceof Error error) {
                first = error;
            }
        }
        return first;
    }

    /** Throws the error that an exception was made of, if there is one. */
    public static void rethrow(Throwable thrown) {
        @Nullable Error error = in(thrown);
        if (error != null) {
            throw error;
        }
    }

    /** A line that says what happened and what to do. */
    public static String text(Throwable thrown) {
        @Nullable Error made = in(thrown);
        Throwable error = made == null ? thrown : made;
        if (error instanceof OutOfMemoryError) {
            return "out of memory (" + error.getMessage() + "); what was committed stays: "
                    + (String.valueOf(error.getMessage()).contains("thread")
                            ? "allow more threads (ulimit -u), or lower --parallel"
                            : "allow more with JAVA_OPTS=-Xmx512m, or lower --parallel")
                    + ", and run again";
        }
        if (error instanceof LinkageError) {
            return "unexpected " + error + "; a file of the program can't be read: are there enough file descriptors"
                    + " (ulimit -n), and is it installed whole?";
        }
        return "unexpected " + error + "; run again with --verbose and report it";
    }
}
