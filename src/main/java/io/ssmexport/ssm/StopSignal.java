package io.ssmexport.ssm;

import java.util.concurrent.CompletableFuture;

/** The wish to end after the current commit, from a signal or from a failure that concerns all slices. Thread-safe. */
public final class StopSignal {

    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    public void request() {
        requested.complete(null);
    }

    public boolean isRequested() {
        return requested.isDone();
    }

    /** Waits until the other future is done or the stop is requested, whichever comes first. */
    void await(CompletableFuture<?> other) {
        CompletableFuture.anyOf(requested, other.handle((value, failure) -> null))
                .join();
    }
}
