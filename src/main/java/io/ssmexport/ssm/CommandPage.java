package io.ssmexport.ssm;

import java.time.Instant;
import java.util.List;

/**
 * One answer of {@code ListCommandInvocations}.
 *
 * @param number number of the page within its slice, from 1
 * @param invocations as the service sent them; may be empty although pages follow
 * @param readAt when the answer arrived, in milliseconds
 * @param isList whether the answer had a list, be it an empty one
 */
public record CommandPage(int number, List<ReadInvocation> invocations, Instant readAt, boolean isList) {

    long withoutRow() {
        return invocations.stream().filter(read -> !read.hasRow()).count();
    }
}
