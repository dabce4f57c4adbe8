package io.ssmexport.sink.file.storage;

import io.ssmexport.failure.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A storage refused, and knows what to do about it. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public StorageException(Problem problem, @Nullable Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
