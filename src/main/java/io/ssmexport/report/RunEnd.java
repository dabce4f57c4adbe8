package io.ssmexport.report;

import io.ssmexport.coverage.Standing;
import io.ssmexport.failure.Problem;
import io.ssmexport.report.RunReport.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, apart from its figures; members are those of {@link RunReport}.
 *
 * @param problem what was wrong where the run failed as a whole, or null
 */
record RunEnd(
        String name,
        String version,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable Problem problem,
        @Nullable Standing standing) {}
