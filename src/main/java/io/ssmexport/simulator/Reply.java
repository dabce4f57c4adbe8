package io.ssmexport.simulator;

import java.nio.charset.StandardCharsets;

/**
 * An HTTP response.
 *
 * @param errorCode empty if it isn't an error
 */
@SuppressWarnings("ArrayRecordComponent") // Replies are sent, never compared, and a page is too big to copy.
record Reply(int status, String contentType, byte[] body, String errorCode) {

    static Reply of(int status, String contentType, String body, String errorCode) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), errorCode);
    }
}
