package io.ssmexport.simulator.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Keys are sorted by their bytes in UTF-8, and have 1024 of them at most. */
final class Keys {

    static final Comparator<String> ORDER = (one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other));

    private static final int LONGEST = 1024;

    private Keys() {}

    static void requireValid(String key) throws S3Error {
        if (utf8(key).length > LONGEST) {
            throw S3Error.badRequest("KeyTooLongError", "Your key is too long");
        }
    }

    private static byte[] utf8(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
