package io.ssmexport.history;

import org.jspecify.annotations.Nullable;

/** How long a step of a document took, in seconds, over so many runs that were neither skipped nor unfinished. */
public record StepDuration(
        @Nullable String document,
        String plugin,
        long runs,
        double p50,
        double p90,
        double p95,
        double p99,
        double max) {}
