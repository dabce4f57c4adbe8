package io.ssmexport.failure;

/** What is behind an exception, and what of its message is for people. */
public final class Cause {

    private Cause() {}

    /** The first of all: an exception that has no cause. */
    public static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** First line of the message, possibly empty; libraries explain themselves in the others. */
    public static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }
}
