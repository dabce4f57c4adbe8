package io.ssmexport.simulator.s3;

import static io.ssmexport.simulator.s3.S3Errors.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

class S3FaultsTest {

    @RegisterExtension
    final S3Extension stand = new S3Extension();

    @Test
    void everyNthRequestIsTooMany() {
        stand.faults.every(2, S3Fault.SLOW_DOWN);
        stand.s3.put("a", "text");
        assertError(503, "SlowDown", () -> stand.s3.put("b", "text"));
        stand.s3.put("c", "text");
        assertThat(stand.bucket.keys()).containsExactly("a", "c");
    }

    @Test
    void theNextRequestFailsAndNoOther() {
        stand.faults.next(S3Fault.FAIL, "PutObject", "part");
        stand.s3.put("a", "text");
        assertError(500, "InternalError", () -> stand.s3.put("_staging/1.part", "text"));
        stand.s3.put("_staging/1.part", "text");
    }

    @Test
    void aFaultCanBeTakenBack() {
        stand.faults.every(1, S3Fault.SLOW_DOWN);
        stand.faults.end(S3Fault.SLOW_DOWN);
        stand.s3.put("a", "text");
    }

    @Test
    void onlyConditionalWritesConflict() {
        stand.faults.every(1, S3Fault.CONFLICT);
        stand.s3.put("a", "text");
        assertError(
                409,
                "ConditionalRequestConflict",
                () -> stand.s3.put("b", "text", request -> request.ifNoneMatch("*")));
        assertThat(stand.bucket.keys()).containsExactly("a");
    }

    @Test
    void anAnswerIsLostButItIsDone() {
        stand.faults.next(S3Fault.LOST_ANSWER, "PutObject", "");
        assertThatThrownBy(() -> stand.s3.put("a", "text")).isInstanceOf(SdkClientException.class);
        assertThat(stand.s3.get("a")).isEqualTo("text");
    }

    @Test
    void theRetryOfAWriteWhoseAnswerWasLostFindsItDone() {
        stand.faults.next(S3Fault.LOST_ANSWER, "PutObject", "");
        try (S3At retrying = S3At.of(
                stand.simulator.endpoint(),
                builder -> builder.overrideConfiguration(
                        ClientOverrideConfiguration.builder().build()))) {
            assertError(
                    412, "PreconditionFailed", () -> retrying.put("a", "text", request -> request.ifNoneMatch("*")));
        }
        assertThat(stand.s3.get("a")).isEqualTo("text");
    }

    @Test
    void anUploadIsCutInTheMiddleAndNothingIsThere() {
        stand.faults.next(S3Fault.CUT_UPLOAD, "PutObject", "");
        assertThatThrownBy(() -> stand.s3.put("a", "text".repeat(1_000_000))).isInstanceOf(SdkException.class);
        assertThat(stand.bucket.keys()).isEmpty();
        S3Request request = stand.simulator.store().requests().get(0);
        assertThat(request.status()).isZero();
        assertThat(request.received()).isBetween(1L, 3_000_000L);
    }

    /** The client's way to HTTP takes the end of a connection for the end of a body. */
    @Test
    void aDownloadCutInTheMiddleIsOnlyFoundByItsLength() {
        stand.s3.put("a", "text".repeat(1_000_000));
        stand.faults.next(S3Fault.CUT_DOWNLOAD, "GetObject", "");
        var cut = stand.s3
                .client()
                .getObjectAsBytes(request -> request.bucket(S3At.BUCKET).key("a"));
        assertThat(cut.asByteArrayUnsafe()).hasSize(2_000_000);
        assertThat(cut.response().contentLength()).isEqualTo(4_000_000);
        assertThat(stand.s3.get("a")).hasSize(4_000_000);
    }

    @Test
    void aDownloadCutInTheMiddleIsAlsoFoundByItsChecksum() {
        stand.s3.put("a", "text".repeat(1_000_000));
        stand.faults.next(S3Fault.CUT_DOWNLOAD, "GetObject", "");
        assertThatThrownBy(() -> stand.s3
                        .client()
                        .getObjectAsBytes(
                                request -> request.bucket(S3At.BUCKET).key("a").checksumMode(ChecksumMode.ENABLED)))
                .isInstanceOf(SdkException.class);
    }

    @Test
    void aDownloadIsShorterThanTheObjectAndNobodySaysSo() throws IOException {
        stand.s3.put("a", "0123456789");
        stand.faults.next(S3Fault.SHORT_BODY, "GetObject", "");
        try (var stream = stand.s3
                .client()
                .getObject(request -> request.bucket(S3At.BUCKET).key("a"), ResponseTransformer.toInputStream())) {
            assertThat(stream.response().contentLength()).isEqualTo(5);
        }
    }

    @Test
    void conditionsCanBeOverlooked() {
        stand.faults.every(1, S3Fault.IGNORE_CONDITIONS);
        stand.s3.put("a", "one", request -> request.ifNoneMatch("*"));
        stand.s3.put("a", "two", request -> request.ifNoneMatch("*"));
        stand.s3.put("a", "three", request -> request.ifMatch("\"other\""));
        assertThat(stand.s3.get("a")).isEqualTo("three");
    }

    @Test
    void framingCanBeStoredAsIfItWereData() throws IOException {
        stand.faults.every(1, S3Fault.STORE_FRAMING);
        stand.s3.put("a", "text");
        assertThat(new String(stand.bucket.bytes("a").orElseThrow(), StandardCharsets.UTF_8))
                .startsWith("4")
                .contains("text", "x-amz-checksum-crc32:");
    }

    @Test
    void framingCanBeRefused() {
        stand.faults.every(1, S3Fault.REFUSE_FRAMING);
        assertError(501, "NotImplemented", () -> stand.s3.put("a", "text"));
    }

    @Test
    void everyAnswerTakesItsTime() {
        stand.faults.latency(Duration.ofMillis(50));
        long start = System.nanoTime();
        stand.s3.put("a", "text");
        stand.s3.get("a");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatIsDeniedIsDeniedByAction() {
        stand.s3.put("a", "text");
        stand.faults.deny("s3:PutObject");
        assertThatThrownBy(() -> stand.s3.put("b", "text"))
                .hasMessageContaining("not authorized to perform: s3:PutObject");
        assertThat(stand.s3.get("a")).isEqualTo("text");
        stand.faults.allow("s3:PutObject");
        stand.s3.put("b", "text");
        stand.faults.deny("s3:GetObject");
        String etag = "\"1cb251ec0d568de6a929b520c4aed8d1\"";
        assertError(403, "AccessDenied", () -> stand.s3.put("a", "text", request -> request.ifMatch(etag)));
    }

    @Test
    void whoMayNotListIsNotToldThatAKeyIsNotThere() {
        stand.faults.deny("s3:ListBucket");
        assertError(403, "AccessDenied", () -> stand.s3.get("nothing"));
        stand.faults.allow("s3:ListBucket");
        assertError(404, "NoSuchKey", () -> stand.s3.get("nothing"));
    }

    @Test
    void aKeyOfTheBucketIsDeniedByItsOwnAction() {
        stand.bucket.encryptWith("arn:aws:kms:us-east-1:123456789012:key/1");
        stand.faults.deny("kms:GenerateDataKey");
        assertThatThrownBy(() -> stand.s3.put("a", "text")).hasMessageContaining("kms:GenerateDataKey");
        stand.faults.allow("kms:GenerateDataKey");
        stand.s3.put("a", "text");
        stand.faults.deny("kms:Decrypt");
        assertThatThrownBy(() -> stand.s3.get("a")).hasMessageContaining("kms:Decrypt");
    }

    @Test
    void theOwnerCanBeAnother() {
        stand.s3.put("a", "text", request -> request.expectedBucketOwner("123456789012"));
        stand.faults.owner("210987654321");
        stand.s3.put("a", "text");
        assertError(
                403,
                "AccessDenied",
                () -> stand.s3.put("a", "text", request -> request.expectedBucketOwner("123456789012")));
    }

    @Test
    void requestsAreTracedForCounting() {
        stand.s3.put("a", "text");
        stand.s3.get("a");
        assertThatThrownBy(() -> stand.s3.get("b"));
        assertThat(stand.simulator.store().requests())
                .extracting("operation", "method", "key", "status", "errorCode", "received")
                .containsExactly(
                        tuple("PutObject", "PUT", "a", 200, "", 4L),
                        tuple("GetObject", "GET", "a", 200, "", 0L),
                        tuple("GetObject", "GET", "b", 404, "NoSuchKey", 0L));
    }
}
