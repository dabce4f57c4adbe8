package io.ssmexport.invocations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens as a client writes them. */
final class Tokens {

    private Tokens() {}

    static String ofClient(String serviceToken, int amount) {
        return base64("{\"NextToken\": \"" + serviceToken + "\", \"boto_truncate_amount\": " + amount + "}");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
