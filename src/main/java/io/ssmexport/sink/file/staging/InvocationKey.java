package io.ssmexport.sink.file.staging;

import io.ssmexport.row.PluginRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for command and instance in 16 bytes, so that a million invocations can be held in memory: the first half of
 * their SHA-256. Two invocations of a slice with the same key don't happen: 2<sup>-88</sup> for a million.
 */
record InvocationKey(long high, long low) {

    static InvocationKey of(PluginRow row) {
        MessageDigest digest = sha256();
        digest.update(row.key().commandId().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(row.key().instanceId().getBytes(StandardCharsets.UTF_8)));
        return new InvocationKey(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
