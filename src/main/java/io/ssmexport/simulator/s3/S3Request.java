package io.ssmexport.simulator.s3;

/**
 * One request that was answered, or whose connection was cut, for tests to look at.
 *
 * @param operation its name in S3's API, such as {@code PutObject}; empty if it is none that is known here
 * @param bucket empty if it names none
 * @param key empty if it names none
 * @param account that of the signer's credentials; empty if the request wasn't signed
 * @param status of the response; 0 if the connection was cut instead
 * @param errorCode S3's, such as {@code PreconditionFailed}; empty if there was none
 * @param received bytes of the body, without its framing
 * @param sent bytes of the response's body
 */
public record S3Request(
        String operation,
        String method,
        String bucket,
        String key,
        String account,
        int status,
        String errorCode,
        long received,
        long sent) {}
