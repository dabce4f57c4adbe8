package io.ssmexport.sink.file.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Writes one object: a small one by one request, a large one piece by piece, after which it becomes visible in one step.
 *
 * @param isPlain whether the store gets {@code Content-MD5}, for it may not know the SDK's own checksums
 * @param write what the object says of itself
 */
record Upload(S3Client client, BucketAccess access, boolean isPlain, String bucket, String key, String write) {

    /** Among the metadata of an object. */
    static final String WRITE = "ssm-export-write";

    /** S3 takes 10,000 pieces. */
    private static final long LARGEST_PIECE = 64L << 20;

    /** A line that is slower than a modem's is taken for one that hangs. */
    private static final long LEAST_BYTES_PER_SECOND = 50_000;

    /** The object's version. */
    String send(Content content, Condition condition) throws IOException {
        return content.length() <= access.largestPut() ? atOnce(content, condition) : inPieces(content, condition);
    }

    private String atOnce(Content content, Condition condition) throws IOException {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .metadata(Map.of(WRITE, write))
                .ifMatch(condition.ifMatch())
                .ifNoneMatch(condition.ifNoneMatch())
                .serverSideEncryption(encryption())
                .ssekmsKeyId(access.kmsKey())
                .overrideConfiguration(patient(content.length()));
        if (isPlain) {
            request.contentMD5(content.md5(0, content.length()));
        }
        return client.putObject(request.build(), content.body(0, content.length()))
                .eTag();
    }

    private @Nullable ServerSideEncryption encryption() {
        return access.kmsKey() == null ? null : ServerSideEncryption.AWS_KMS;
    }

    private static AwsRequestOverrideConfiguration patient(long bytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(Duration.ofMinutes(1).plusSeconds(bytes / LEAST_BYTES_PER_SECOND))
                .build();
    }

    private String inPieces(Content content, Condition condition) throws IOException {
        String upload = client.createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .metadata(Map.of(WRITE, write))
                        .serverSideEncryption(encryption())
                        .ssekmsKeyId(access.kmsKey()))
                .uploadId();
        try {
            long size = Math.min(LARGEST_PIECE, access.largestPut());
            List<CompletedPart> pieces = new ArrayList<>();
            for (long from = 0; from < content.length(); from += size) {
                pieces.add(piece(upload, pieces.size() + 1, content, from, Math.min(size, content.length() - from)));
            }
            return client.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .ifMatch(condition.ifMatch())
                            .ifNoneMatch(condition.ifNoneMatch())
                            .multipartUpload(all -> all.parts(pieces)))
                    .eTag();
        } catch (IOException | RuntimeException e) {
            abort(upload, e);
            throw e;
        }
    }

    private CompletedPart piece(String upload, int number, Content content, long from, long length) throws IOException {
        String md5 = isPlain ? content.md5(from, length) : null;
        UploadPartResponse sent = client.uploadPart(
                request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentMD5(md5)
                        .overrideConfiguration(patient(length)),
                content.body(from, length));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(sent.eTag())
                .checksumCRC32(sent.checksumCRC32())
                .checksumCRC64NVME(sent.checksumCRC64NVME())
                .build();
    }

    /** What can't be ended here is by the next run, or by the bucket's lifecycle rule. */
    private void abort(String upload, Exception because) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException e) {
            because.addSuppressed(e);
        }
    }
}
