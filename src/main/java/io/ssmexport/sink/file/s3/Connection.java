package io.ssmexport.sink.file.s3;

import io.ssmexport.service.ServiceClients;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The client of a bucket, in whatever region that is; made when it is first needed. */
final class Connection implements Closeable {

    private static final String BUCKET_REGION = "x-amz-bucket-region";

    private static final int ABSENT = 404;
    private static final int SERVER = 500;

    private final BucketAccess access;
    private final String bucket;

    private @Nullable ServiceClients clients;
    private @Nullable S3Client client;
    private String partition = "aws";

    Connection(BucketAccess access, String bucket) {
        this.access = access;
        this.bucket = bucket;
    }

    /** @throws io.ssmexport.sink.file.storage.StorageException if there is no such bucket, or it can't be reached */
    synchronized S3Client client() throws IOException {
        if (client == null) {
            if (clients == null) {
                clients = access.clients().get();
            }
            String asked = clients.bucketRegion();
            S3Client first = clients.s3(asked, access.owner());
            String region = region(first, asked);
            partition = PartitionMetadata.of(Region.of(region)).id();
            if (region.equals(asked)) {
                client = first;
            } else {
                first.close();
                client = clients.s3(region, access.owner());
            }
        }
        return client;
    }

    /** Where the bucket is, which S3 tells in every region of the partition. */
    private String region(S3Client client, String asked) throws IOException {
        try {
            String told = client.headBucket(request -> request.bucket(bucket)).bucketRegion();
            return told == null || told.isEmpty() ? asked : told;
        } catch (S3Exception e) {
            Optional<String> told = Optional.ofNullable(e.awsErrorDetails())
                    .map(AwsErrorDetails::sdkHttpResponse)
                    .flatMap(response -> response.firstMatchingHeader(BUCKET_REGION));
            if (told.isEmpty() && (e.statusCode() == ABSENT || e.statusCode() >= SERVER)) {
                throw refusal().of(e, Right.LIST, "");
            }
            // What else is wrong, such as a right or the credentials, is told by the next request, which unlike this
            // one is answered with a reason.
            return told.orElse(asked);
        } catch (SdkException e) {
            throw refusal().of(e, Right.LIST, "");
        }
    }

    S3Refusal refusal() {
        return new S3Refusal(bucket, partition, access.owner());
    }

    /** Whether objects are to be sent with {@code Content-MD5} instead of the SDK's checksums. Comes after the client. */
    synchronized boolean isPlain() {
        return clients != null && clients.isPlainS3();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        if (clients != null) {
            clients.close();
        }
    }
}
