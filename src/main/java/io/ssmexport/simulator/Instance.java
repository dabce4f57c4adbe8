package io.ssmexport.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A managed node: one of 240 in each account and region.
 *
 * @param id {@code i-} and 17 or, for an old one, 8 hexadecimal digits; {@code mi-} and 17 outside EC2
 * @param name of the computer; can be empty or absent
 */
record Instance(String id, @Nullable String name) {

    private static final int FLEET = 240;

    static Instance ofOrdinal(History history, long ordinal) {
        int number = Math.floorMod(ordinal, FLEET);
        long hash = Mix.of(history.salt(), -number);
        String digits = Long.toHexString(hash | Long.MIN_VALUE);
        return new Instance(
                switch (number % 16) {
                    case 3 -> "i-" + digits.substring(8);
                    case 7 -> "mi-0" + digits;
                    default -> "i-0" + digits;
                },
                switch (number % 10) {
                    case 4 -> "";
                    case 8 -> null;
                    default -> "ip-10-0-0-" + number + ".ec2.internal";
                });
    }
}
