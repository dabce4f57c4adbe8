package io.ssmexport.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * What a {@code NextToken} holds. Any simulator of the same simulation understands it.
 *
 * @param selection checksum of the account, the region and what the request asked for
 * @param page number of the page that the token came with, from 1
 * @param generation how often the tokens given out before it had been made to expire
 * @param issued number of pages that had been asked for by then
 * @param after place of the last invocation that was listed
 */
record PageToken(int selection, int page, int generation, long issued, Position after) {

    private static final int BYTES = 4 * Integer.BYTES + 2 * Long.BYTES;

    static int selection(Signer signer, String query) {
        return (int)
                checksum((signer.account() + "|" + signer.region() + "|" + query).getBytes(StandardCharsets.UTF_8));
    }

    String encode() {
        byte[] content = ByteBuffer.allocate(BYTES)
                .putInt(selection)
                .putInt(page)
                .putInt(generation)
                .putLong(issued)
                .putLong(after.epochDay())
                .putInt(after.index())
                .array();
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(BYTES + Integer.BYTES)
                        .put(content)
                        .putInt((int) checksum(content))
                        .array());
    }

    static PageToken decode(String token) throws ServiceError {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length != BYTES + Integer.BYTES) {
            throw invalid();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] content = new byte[BYTES];
        buffer.get(content);
        if (buffer.getInt() != (int) checksum(content)) {
            throw invalid();
        }
        buffer.rewind();
        return new PageToken(
                buffer.getInt(),
                buffer.getInt(),
                buffer.getInt(),
                buffer.getLong(),
                new Position(buffer.getLong(), buffer.getInt()));
    }

    static ServiceError invalid() {
        return ServiceError.badRequest("InvalidNextToken", "The specified token is not valid.");
    }

    private static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
