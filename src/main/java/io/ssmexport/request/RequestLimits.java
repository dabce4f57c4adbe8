package io.ssmexport.request;

/** What the service takes in a request, from its API reference. */
public final class RequestLimits {

    /** Most invocations, or commands, of an answer. */
    public static final int LARGEST_PAGE = 50;

    public static final int SMALLEST_PAGE = 1;

    /** Characters of a command's id. */
    public static final int COMMAND_ID = 36;

    /** Most characters of a filter's value, which has at least one. */
    public static final int LONGEST_FILTER_VALUE = 128;

    private RequestLimits() {}
}
