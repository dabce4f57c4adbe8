package io.ssmexport.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.slice.Source;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fixed share of a job's accounts and regions, the same in every process that is told the same.
 *
 * @param number from 1 on; null where the index of an array of processes is to tell it
 * @param count how many shares there are
 */
public record Shard(@Nullable Integer number, int count) {

    /** What stands for the index of this process among those of a Kubernetes job or an array of AWS Batch. */
    static final String INDEX = "index";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4}|" + INDEX + ")/([0-9]{1,4})");
    private static final Pattern SUFFIX = Pattern.compile("\\.([0-9]{1,4})of([0-9]{1,4})");

    static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            int count = Integer.parseInt(matcher.group(2));
            @Nullable Integer number = matcher.group(1).equals(INDEX) ? null : Integer.valueOf(matcher.group(1));
            if (count > 0 && (number == null || (number > 0 && number <= count))) {
                return new Shard(number, count);
            }
        }
        throw new IllegalArgumentException("must be a shard such as 2/8, from 1/8 to 8/8, or index/8");
    }

    /** That of a name which {@link #suffix} ends; empty if it isn't one of that job. */
    public static Optional<Shard> of(String name, String job) {
        Matcher suffix = SUFFIX.matcher(name.startsWith(job) ? name.substring(job.length()) : "");
        return suffix.matches()
                ? Optional.of(new Shard(Integer.valueOf(suffix.group(1)), Integer.parseInt(suffix.group(2))))
                : Optional.empty();
    }

    /** What the name of a job ends with for its shard: that has a ledger and a lock of its own. */
    public String suffix() {
        return number == null ? "" : "." + number + "of" + count;
    }

    /** Whether an account and region is in this share: by the SHA-256 of its name, {@code 123456789012 us-east-1}. */
    public boolean has(Source source) {
        return number == null || hash(source.account() + " " + source.region()) % count == number - 1;
    }

    /** Its first four bytes. */
    private static long hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As in a job file. */
    @Override
    public String toString() {
        return (number == null ? INDEX : number) + "/" + count;
    }
}
