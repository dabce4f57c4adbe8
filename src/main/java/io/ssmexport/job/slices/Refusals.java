package io.ssmexport.job.slices;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Accounts and regions that refused a slice for a reason that holds for their other slices too, so that those fail at once
 * in this run, without a request of their own. The next run tries again. Thread-safe.
 */
public final class Refusals {

    private final Map<Object, Problem> problems = new ConcurrentHashMap<>();

    /** Remembers why a slice failed, if that concerns more than the slice. */
    public void learn(Source source, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SdkException refused && Refusal.concernsSource(refused)) {
                Object concerned = refused instanceof StsException ? source.account() : source;
                problems.putIfAbsent(concerned, Refusal.of(refused));
                return;
            }
        }
    }

    /**
     * Lets slices of the source pass unless it refused one.
     *
     * @throws Failure of kind INCOMPLETE with the reason
     */
    public void check(Source source) {
        @Nullable Problem problem = problems.getOrDefault(source, problems.get(source.account()));
        if (problem != null) {
            throw new Failure(Failure.Kind.INCOMPLETE, problem.at(source.place()));
        }
    }
}
