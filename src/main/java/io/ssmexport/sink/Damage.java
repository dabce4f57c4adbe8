package io.ssmexport.sink;

import io.ssmexport.failure.Problem;
import io.ssmexport.slice.Source;
import java.time.Instant;

/**
 * A file of a destination that can't be read, or not to its end.
 *
 * @param source whose invocations are in it
 * @param start of its slice
 */
public record Damage(Source source, Instant start, Problem problem) {}
