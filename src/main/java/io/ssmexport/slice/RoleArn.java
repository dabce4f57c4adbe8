package io.ssmexport.slice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an IAM role.
 *
 * @param account 12-digit number of the account that it is in
 */
public record RoleArn(String text, String account) {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):role/[A-Za-z0-9+=,.@_/-]+");

    /**
     * Role of a text.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static RoleArn parse(String text) {
        Matcher arn = ARN.matcher(text);
        if (!arn.matches()) {
            throw new IllegalArgumentException("must be roles such as arn:aws:iam::123456789012:role/ssm-export-read");
        }
        return new RoleArn(text, arn.group("account"));
    }

    @Override
    public String toString() {
        return text;
    }
}
