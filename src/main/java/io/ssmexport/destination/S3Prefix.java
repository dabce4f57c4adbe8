package io.ssmexport.destination;

import java.util.regex.Pattern;

/**
 * A place in a bucket.
 *
 * @param bucket its name, or the alias of an access point
 * @param key what the keys of the objects there begin with, without a slash at its end; empty for the bucket itself
 */
public record S3Prefix(String bucket, String key) {

    private static final String SCHEME = "s3://";
    private static final char SEPARATOR = '/';

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** Names that a path of a URL or of a host would change. */
    private static final Pattern STRANGE = Pattern.compile("[\\p{Cntrl}\\\\*?]|//|(^|/)\\.{1,2}(/|$)");

    private static final int LONGEST_KEY = 700;

    /** Whether a text is meant to be one. */
    static boolean isOne(String text) {
        return text.startsWith("s3:");
    }

    /** @throws IllegalArgumentException saying what it must be */
    static S3Prefix parse(String text) {
        String place = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
        int slash = place.indexOf(SEPARATOR);
        String bucket = slash < 0 ? place : place.substring(0, slash);
        String key = slash < 0 ? "" : place.substring(slash + 1);
        key = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "must be s3://bucket/prefix, with a bucket's name of 3 to 63 letters a-z, digits, dots and dashes,");
        }
        if (STRANGE.matcher(key).find() || key.startsWith("/") || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("must be s3://bucket/prefix, with a prefix of at most " + LONGEST_KEY
                    + " characters, without //, /../, *, ? or control characters,");
        }
        return new S3Prefix(bucket, key);
    }

    /** What stands before the names of objects there: the key with a slash, or nothing. */
    public String beginning() {
        return key.isEmpty() ? "" : key + SEPARATOR;
    }

    /** Last name of the key, or that of the bucket. */
    public String name() {
        return key.isEmpty() ? bucket : key.substring(key.lastIndexOf(SEPARATOR) + 1);
    }

    /** What holds the last name of the key. */
    public S3Prefix parent() {
        return new S3Prefix(bucket, key.substring(0, Math.max(0, key.lastIndexOf(SEPARATOR))));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (key.isEmpty() ? "" : SEPARATOR + key);
    }
}
