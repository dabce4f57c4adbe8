package io.ssmexport.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request and says it in the service's words, all at once. */
final class Constraints {

    private final List<String> violations = new ArrayList<>();

    void require(boolean holds, @Nullable Object value, String member, String constraint) {
        if (!holds) {
            String quoted = value == null ? "Value" : "Value '" + value + "'";
            violations.add(quoted + " at '" + member + "' failed to satisfy constraint: Member must " + constraint);
        }
    }

    void check() throws ServiceError {
        if (!violations.isEmpty()) {
            throw ServiceError.badRequest(
                    "ValidationException",
                    violations.size()
                            + (violations.size() == 1
                                    ? " validation error detected: "
                                    : " validation errors detected: ")
                            + String.join("; ", violations));
        }
    }
}
