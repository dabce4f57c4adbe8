package io.ssmexport.row;

import java.util.List;

/**
 * The rows of one page of the service's answer.
 *
 * @param number number of the page within its slice, from 1
 * @param invocations those of the page that belong to the slice; often fewer than the page held, and possibly none
 */
public record RowPage(int number, List<InvocationRows> invocations) {

    /** Number of rows of all its invocations. */
    public int rows() {
        return invocations.stream()
                .mapToInt(invocation -> invocation.rows().size())
                .sum();
    }
}
