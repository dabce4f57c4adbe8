package io.ssmexport.simulator.s3;

import java.util.Locale;

/** What can go wrong with a request. */
public enum S3Fault {
    /** 503 SlowDown; nothing is done. */
    SLOW_DOWN,
    /** 500 InternalError; nothing is done. */
    FAIL,
    /** 400 ExpiredToken; nothing is done. */
    EXPIRED_TOKEN,
    /** 409 ConditionalRequestConflict for a conditional write; nothing is done. */
    CONFLICT,
    /** It is done, but the connection is cut before the answer. */
    LOST_ANSWER,
    /** The connection is cut in the middle of the request's body; nothing is done. */
    CUT_UPLOAD,
    /** The connection is cut in the middle of the response's body. */
    CUT_DOWNLOAD,
    /** The response's body ends early, and its Content-Length says so. */
    SHORT_BODY,
    /** Conditions of a write are overlooked, as by stores that don't know them. */
    IGNORE_CONDITIONS,
    /** The framing of an aws-chunked body is stored as if it were data, and answered with 200. */
    STORE_FRAMING,
    /** 501 NotImplemented for aws-chunked bodies; nothing is done. */
    REFUSE_FRAMING;

    /** As the command line has it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
