package io.ssmexport.options;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the bucket of a destination.
 *
 * @param owner account that it must belong to, or null
 * @param kmsKey key that objects are encrypted with, or null for the bucket's own way
 */
public record BucketOptions(
        @Nullable String owner, @Nullable String kmsKey) {}
