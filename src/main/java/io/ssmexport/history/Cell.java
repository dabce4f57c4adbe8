package io.ssmexport.history;

import io.ssmexport.slice.Source;
import org.jspecify.annotations.Nullable;

/** What invocations are counted by: day by its number, account and region, document. */
public record Cell(int day, Source source, @Nullable String document) {}
