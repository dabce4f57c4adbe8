package io.ssmexport.sink.file.s3;

import io.ssmexport.service.ServiceClients;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket is reached and written to.
 *
 * @param clients made when the bucket is first asked for; closed with the storage
 * @param owner account that the bucket must belong to, or null
 * @param kmsKey key that objects are encrypted with, or null for the bucket's own way
 * @param largestPut bytes of the largest object that is sent by one request; a larger one is, piece by piece
 */
public record BucketAccess(
        Supplier<ServiceClients> clients,
        @Nullable String owner,
        @Nullable String kmsKey,
        long largestPut) {

    private static final long LARGEST_PUT = 256L << 20;

    public BucketAccess(Supplier<ServiceClients> clients, @Nullable String owner, @Nullable String kmsKey) {
        this(clients, owner, kmsKey, LARGEST_PUT);
    }
}
