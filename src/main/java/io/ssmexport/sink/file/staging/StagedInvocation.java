package io.ssmexport.sink.file.staging;

import io.ssmexport.row.InvocationRows;

/** What a part's header says of an invocation, so that a slice can be counted and deduplicated without its rows. */
record StagedInvocation(InvocationKey key, int rows, boolean open) {

    static StagedInvocation of(InvocationRows invocation) {
        return new StagedInvocation(
                InvocationKey.of(invocation.first()), invocation.rows().size(), invocation.isOpen());
    }
}
