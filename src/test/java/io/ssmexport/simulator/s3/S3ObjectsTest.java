package io.ssmexport.simulator.s3;

import static io.ssmexport.simulator.s3.S3Errors.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class S3ObjectsTest {

    @RegisterExtension
    final S3Extension stand = new S3Extension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a/requested_date=2026-11-19/x_us-east-1_0000.parquet",
                "with space+plus%25&=?",
                "é/日本/𝄞",
                "a//b/../c"
            })
    void whatWasPutIsThere(String key) {
        stand.s3.put(key, "text of " + key);
        assertThat(stand.s3.get(key)).isEqualTo("text of " + key);
        assertThat(stand.bucket.keys()).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 300_000})
    void bytesOfAnyLengthComeBackAsTheyWere(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        stand.s3.client().putObject(request -> request.bucket(S3At.BUCKET).key("k"), RequestBody.fromBytes(bytes));
        assertThat(stand.bucket.bytes("k")).hasValue(bytes);
        assertThat(stand.s3
                        .client()
                        .getObjectAsBytes(request -> request.bucket(S3At.BUCKET).key("k"))
                        .asByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void metadataTypeAndEncryptionAreKept() {
        stand.s3.put(
                "k",
                "text",
                request -> request.contentType("text/csv")
                        .contentEncoding("gzip")
                        .metadata(Map.of("write-id", "7", "Empty", "")));
        HeadObjectResponse head = head("k");
        assertThat(head.metadata()).containsExactlyInAnyOrderEntriesOf(Map.of("write-id", "7", "empty", ""));
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.contentEncoding()).isEqualTo("gzip");
        assertThat(head.contentLength()).isEqualTo(4);
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(head.eTag()).isEqualTo("\"1cb251ec0d568de6a929b520c4aed8d1\"");
    }

    @Test
    void encryptedByAKeyAnEtagIsNoDigest() {
        PutObjectResponse response = stand.s3.put(
                "k",
                "text",
                request -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId("1234"));
        assertThat(response.ssekmsKeyId()).isEqualTo("arn:aws:kms:us-east-1:123456789012:key/1234");
        assertThat(response.eTag())
                .isNotEqualTo(stand.s3.put("other", "text").eTag())
                .isEqualTo(head("k").eTag());
        stand.bucket.encryptWith("arn:aws:kms:us-east-1:123456789012:key/5678");
        assertThat(stand.s3.put("k", "text").ssekmsKeyId()).endsWith("key/5678");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 'bytes 0-0/10'",
        "bytes=2-4, 234, 'bytes 2-4/10'",
        "bytes=7-, 789, 'bytes 7-9/10'",
        "bytes=7-99, 789, 'bytes 7-9/10'",
        "bytes=-3, 789, 'bytes 7-9/10'",
        "bytes=-99, 0123456789, 'bytes 0-9/10'",
        "'bytes=0-1,3-4', 0123456789,",
        "bytes=4-2, 0123456789,",
        "lines=1-2, 0123456789,"
    })
    void partOfAnObjectCanBeRead(String range, String text, String contentRange) {
        stand.s3.put("k", "0123456789");
        var bytes = stand.s3
                .client()
                .getObjectAsBytes(
                        request -> request.bucket(S3At.BUCKET).key("k").range(range));
        assertThat(bytes.asUtf8String()).isEqualTo(text);
        assertThat(bytes.response().contentRange()).isEqualTo(contentRange);
    }

    @Test
    void aRangeBehindTheEndIsRefused() {
        stand.s3.put("k", "0123456789");
        assertError(
                416,
                "InvalidRange",
                () -> stand.s3
                        .client()
                        .getObjectAsBytes(
                                request -> request.bucket(S3At.BUCKET).key("k").range("bytes=10-")));
    }

    @Test
    void readsHaveConditions() {
        String etag = stand.s3.put("k", "text").eTag();
        assertThat(stand.s3
                        .client()
                        .headObject(
                                request -> request.bucket(S3At.BUCKET).key("k").ifMatch(etag))
                        .eTag())
                .isEqualTo(etag);
        assertError(
                412,
                "PreconditionFailed",
                () -> stand.s3
                        .client()
                        .getObjectAsBytes(
                                request -> request.bucket(S3At.BUCKET).key("k").ifMatch("\"other\"")));
        assertThatThrownBy(() -> stand.s3
                        .client()
                        .getObjectAsBytes(
                                request -> request.bucket(S3At.BUCKET).key("k").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
    }

    @Test
    void writesHaveConditions() {
        stand.s3.put("k", "one", request -> request.ifNoneMatch("*"));
        assertError(412, "PreconditionFailed", () -> stand.s3.put("k", "two", request -> request.ifNoneMatch("*")));
        String etag = head("k").eTag();
        stand.s3.put("k", "two", request -> request.ifMatch(etag));
        assertError(412, "PreconditionFailed", () -> stand.s3.put("k", "three", request -> request.ifMatch(etag)));
        assertError(404, "NoSuchKey", () -> stand.s3.put("gone", "three", request -> request.ifMatch(etag)));
        assertError(501, "NotImplemented", () -> stand.s3.put("k", "three", request -> request.ifNoneMatch(etag)));
        assertError(501, "NotImplemented", () -> stand.s3.put("k", "three", request -> request.ifMatch("*")));
        assertThat(stand.s3.get("k")).isEqualTo("two");
    }

    @Test
    void whatWasDeletedIsGone() {
        stand.s3.put("k", "text");
        stand.s3.client().deleteObject(request -> request.bucket(S3At.BUCKET).key("k"));
        stand.s3.client().deleteObject(request -> request.bucket(S3At.BUCKET).key("k"));
        assertThatThrownBy(() -> stand.s3.get("k")).isInstanceOf(NoSuchKeyException.class);
        assertThat(stand.bucket.keys()).isEmpty();
    }

    @Test
    void manyAreDeletedAtOnce() {
        List.of("a", "b", "c").forEach(key -> stand.s3.put(key, key));
        var response = stand.s3
                .client()
                .deleteObjects(request -> request.bucket(S3At.BUCKET)
                        .delete(Delete.builder()
                                .objects(identifier("a"), identifier("c"), identifier("never there"))
                                .build()));
        assertThat(response.deleted()).extracting("key").containsExactly("a", "c", "never there");
        assertThat(stand.bucket.keys()).containsExactly("b");
    }

    @Test
    void aBucketCanKeepVersions() {
        stand.bucket.keepVersions();
        String first = stand.s3.put("k", "one").versionId();
        stand.s3.put("k", "two");
        assertThat(stand.s3
                        .client()
                        .deleteObject(request -> request.bucket(S3At.BUCKET).key("k"))
                        .deleteMarker())
                .isTrue();
        assertThatThrownBy(() -> stand.s3.get("k")).isInstanceOf(NoSuchKeyException.class);
        assertThat(stand.bucket.versions("k")).isEqualTo(3);
        assertThat(stand.s3
                        .client()
                        .getObjectAsBytes(
                                request -> request.bucket(S3At.BUCKET).key("k").versionId(first))
                        .asUtf8String())
                .isEqualTo("one");
        stand.s3.put("k", "again", request -> request.ifNoneMatch("*"));
        assertThat(stand.s3.get("k")).isEqualTo("again");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void checksumsOfTheClientAreVerifiedAndKept(ChecksumAlgorithm algorithm) {
        stand.s3.put("k", "text", request -> request.checksumAlgorithm(algorithm));
        var read = stand.s3
                .client()
                .getObjectAsBytes(
                        request -> request.bucket(S3At.BUCKET).key("k").checksumMode(ChecksumMode.ENABLED));
        assertThat(read.asUtf8String()).isEqualTo("text");
        assertThat(read.response().checksumTypeAsString()).isEqualTo("FULL_OBJECT");
    }

    @Test
    void wrongChecksumsAreRefused() {
        assertError(400, "BadDigest", () -> stand.s3.put("k", "text", request -> request.checksumCRC32("AAAAAA==")));
        assertError(400, "BadDigest", () -> plain(request -> request.contentMD5("XUFAKrxLKna5cZ2REBfFkg==")));
        assertError(400, "InvalidDigest", () -> plain(request -> request.contentMD5("short")));
        assertThat(stand.bucket.keys()).isEmpty();
        plain(request -> request.contentMD5("HLJR7A1WjeapKbUgxK7Y0Q=="));
        assertThat(stand.s3.get("k")).isEqualTo("text");
    }

    private void plain(Consumer<PutObjectRequest.Builder> more) {
        try (S3At s3 = S3At.of(
                stand.simulator.endpoint(),
                builder -> builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED))) {
            s3.put("k", "text", more);
        }
    }

    private HeadObjectResponse head(String key) {
        return stand.s3
                .client()
                .headObject(request -> request.bucket(S3At.BUCKET).key(key));
    }

    private static ObjectIdentifier identifier(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }
}
