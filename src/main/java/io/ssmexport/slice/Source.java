package io.ssmexport.slice;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import java.util.regex.Pattern;

/**
 * One account in one region: what has a list of invocations, and a budget of requests, of its own. Both become part of file
 * names and addresses, wherever they come from.
 *
 * @param account 12-digit account number
 * @param region for example {@code us-east-1}
 */
public record Source(String account, String region) {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** The longest name there is has 15 characters; one of 32 keeps a slice's name below what Spring Batch allows. */
    private static final Pattern REGION = Pattern.compile("(?=.{1,32}$)[a-z]{2,}(-[a-z0-9]+)+");

    /** @throws Failure of kind USAGE if one of them isn't an account or a region */
    public Source {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new Failure(
                    USAGE,
                    Problem.at("account-id", "must be the 12 digits of an account but was " + shown(account))
                            .withRemedy(
                                    "check what answers for STS and who changed the destination's files, or name it with"
                                            + " --account-id"));
        }
        requireRegion(region);
    }

    /**
     * Returns the name of a region.
     *
     * @throws Failure of kind USAGE if it can't be one
     */
    public static String requireRegion(String region) {
        if (!REGION.matcher(region).matches()) {
            throw new Failure(
                    USAGE, Problem.at("regions", "must be regions such as us-east-1 but was " + shown(region)));
        }
        return region;
    }

    private static String shown(String text) {
        return "\"" + (text.length() > 64 ? text.substring(0, 64) + "…" : text) + "\"";
    }

    /** That of a slice. */
    public static Source of(Slice slice) {
        return new Source(slice.account(), slice.region());
    }

    /** Where something of all its slices went wrong. */
    public Place place() {
        return Place.of(account, region);
    }

    /** For messages: {@code 123456789012 us-east-1}. */
    @Override
    public String toString() {
        return place().toString();
    }
}
