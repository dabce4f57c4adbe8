package io.ssmexport.ssm;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/**
 * One answer of {@code ListCommandInvocations}.
 *
 * @param number number of the page within its slice, from 1
 * @param invocations as the service sent them; may be empty although pages follow
 * @param readAt when the answer arrived, in milliseconds
 */
public record CommandPage(int number, List<CommandInvocation> invocations, Instant readAt) {}
