package io.ssmexport.simulator;

/**
 * One request that the simulator answered, for tests to look at.
 *
 * @param operation for example {@code ListCommandInvocations} or {@code AssumeRole}
 * @param account that of the signer's credentials; empty if the request wasn't signed
 * @param region that of the signature; empty if the request wasn't signed
 * @param body as it was received
 * @param status of the HTTP response
 * @param errorCode for example {@code ThrottlingException}; empty if there was none
 */
public record Request(String operation, String account, String region, String body, int status, String errorCode) {}
