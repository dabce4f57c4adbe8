package io.ssmexport.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/**
 * The tokens of one list, to notice one that comes back, at once or after some others: such a list never ends. Keeps 64
 * bits of each. Not thread-safe.
 */
public final class SeenTokens {

    private final Set<Long> hashes = new HashSet<>();
    private final MessageDigest digest;

    public SeenTokens() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the token was not added before. */
    public boolean add(String token) {
        byte[] hash = digest.digest(token.getBytes(StandardCharsets.UTF_8));
        return hashes.add(ByteBuffer.wrap(hash).getLong());
    }
}
