package io.ssmexport.invocations.failure;

/**
 * Exit codes of the current AWS CLI. Version 1 ends with 2 for what its parser refuses and with 255 for everything else.
 */
public enum ExitCode {
    DONE(0),
    /** The command line or the request is wrong; nothing was sent. */
    USAGE(252),
    /** Region, credentials or profile are missing. */
    CONFIGURATION(253),
    /** The service answered with an error. */
    SERVICE(254),
    /** Anything else: no connection, a list that never ends, a value that the output format can't show. */
    OTHER(255);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
