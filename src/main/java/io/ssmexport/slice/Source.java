package io.ssmexport.slice;

/** One account in one region: what has a list of invocations, and a budget of requests, of its own. */
public record Source(String account, String region) {

    /** That of a slice. */
    public static Source of(Slice slice) {
        return new Source(slice.account(), slice.region());
    }

    /** For messages: {@code 123456789012 us-east-1}. */
    @Override
    public String toString() {
        return account + " " + region;
    }
}
