package io.ssmexport.simulator.s3;

import static io.ssmexport.simulator.s3.S3Errors.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class S3UploadsTest {

    private static final int SMALLEST = 5 << 20;

    @RegisterExtension
    final S3Extension stand = new S3Extension();

    @Test
    void partsBecomeOneObject() throws IOException {
        String upload = create("k", request -> {});
        List<CompletedPart> parts = List.of(part("k", upload, 1, SMALLEST, 'a'), part("k", upload, 2, 3, 'b'));
        assertThat(stand.bucket.keys()).isEmpty();
        CompleteMultipartUploadResponse response = complete("k", upload, parts, request -> {});
        assertThat(response.eTag()).endsWith("-2\"");
        byte[] bytes = stand.bucket.bytes("k").orElseThrow();
        assertThat(bytes).hasSize(SMALLEST + 3);
        assertThat(Arrays.copyOfRange(bytes, SMALLEST - 1, SMALLEST + 3))
                .asString()
                .isEqualTo("abbb");
        assertThat(stand.bucket.unfinishedUploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPOSITE", "FULL_OBJECT"})
    void checksumsOfPartsAreVerified(String type) {
        String upload = create(
                "k",
                request ->
                        request.checksumAlgorithm(ChecksumAlgorithm.CRC32).checksumType(ChecksumType.fromValue(type)));
        List<CompletedPart> parts = List.of(part("k", upload, 1, SMALLEST, 'a'), part("k", upload, 2, 3, 'b'));
        CompleteMultipartUploadResponse response = complete("k", upload, parts, request -> {});
        assertThat(response.checksumTypeAsString()).isEqualTo(type);
        assertThat(response.checksumCRC32()).hasSize(type.equals("COMPOSITE") ? 10 : 8);
    }

    @Test
    void anUploadBegunWithAChecksumWantsItForEveryPart() {
        String upload = create("k", request -> request.checksumAlgorithm(ChecksumAlgorithm.CRC32));
        CompletedPart part = part("k", upload, 1, 3, 'a');
        CompletedPart without =
                CompletedPart.builder().partNumber(1).eTag(part.eTag()).build();
        assertError(400, "InvalidRequest", () -> complete("k", upload, List.of(without), request -> {}));
        complete("k", upload, List.of(part), request -> {});
    }

    @Test
    void allButTheLastPartHaveFiveMegabytes() {
        String upload = create("k", request -> {});
        List<CompletedPart> parts = List.of(part("k", upload, 1, SMALLEST - 1, 'a'), part("k", upload, 2, 3, 'b'));
        assertError(400, "EntityTooSmall", () -> complete("k", upload, parts, request -> {}));
    }

    @Test
    void partsComeInOrderAndAreThoseThatWereSent() {
        String upload = create("k", request -> {});
        CompletedPart one = part("k", upload, 1, SMALLEST, 'a');
        CompletedPart two = part("k", upload, 2, 3, 'b');
        assertError(400, "InvalidPartOrder", () -> complete("k", upload, List.of(two, one), request -> {}));
        CompletedPart other =
                two.toBuilder().eTag("\"00000000000000000000000000000000\"").build();
        assertError(400, "InvalidPart", () -> complete("k", upload, List.of(one, other), request -> {}));
        assertError(
                400,
                "InvalidArgument",
                () -> stand.s3
                        .client()
                        .uploadPart(
                                request -> request.bucket(S3At.BUCKET)
                                        .key("k")
                                        .uploadId(upload)
                                        .partNumber(10_001),
                                RequestBody.fromString("text")));
    }

    @Test
    void aCompletionHasConditions() {
        stand.s3.put("k", "text");
        String upload = create("k", request -> {});
        List<CompletedPart> parts = List.of(part("k", upload, 1, 3, 'a'));
        assertError(412, "PreconditionFailed", () -> complete("k", upload, parts, request -> request.ifNoneMatch("*")));
        String etag = stand.s3
                .client()
                .headObject(request -> request.bucket(S3At.BUCKET).key("k"))
                .eTag();
        complete("k", upload, parts, request -> request.ifMatch(etag));
        assertThat(stand.s3.get("k")).isEqualTo("aaa");
    }

    @Test
    void aCompletionInConflictIsNotDone() {
        String upload = create("k", request -> {});
        List<CompletedPart> parts = List.of(part("k", upload, 1, 3, 'a'));
        stand.faults.next(S3Fault.CONFLICT, "CompleteMultipartUpload", "");
        assertError(
                409,
                "ConditionalRequestConflict",
                () -> complete("k", upload, parts, request -> request.ifNoneMatch("*")));
        assertThat(stand.bucket.keys()).isEmpty();
    }

    @Test
    void aCompletionWhoseAnswerWasLostIsDoneAndItsUploadIsGone() {
        String upload = create("k", request -> {});
        List<CompletedPart> parts = List.of(part("k", upload, 1, 3, 'a'));
        stand.faults.next(S3Fault.LOST_ANSWER, "CompleteMultipartUpload", "");
        assertThatThrownBy(() -> complete("k", upload, parts, request -> {})).isInstanceOf(SdkClientException.class);
        assertError(404, "NoSuchUpload", () -> complete("k", upload, parts, request -> {}));
        assertThat(stand.s3.get("k")).isEqualTo("aaa");
    }

    @Test
    void unfinishedUploadsAreListedAndAborted() {
        List<String> uploads = new ArrayList<>();
        for (String key : List.of("b", "a", "a", "other")) {
            uploads.add(create(key, request -> {}));
        }
        part("a", uploads.get(1), 1, 7, 'a');
        var first = stand.s3
                .client()
                .listMultipartUploads(request -> request.bucket(S3At.BUCKET).maxUploads(2));
        assertThat(first.uploads()).extracting("key").containsExactly("a", "a");
        assertThat(first.isTruncated()).isTrue();
        var rest = stand.s3
                .client()
                .listMultipartUploads(request -> request.bucket(S3At.BUCKET)
                        .keyMarker(first.nextKeyMarker())
                        .uploadIdMarker(first.nextUploadIdMarker()));
        assertThat(rest.uploads()).extracting("key").containsExactly("b", "other");
        assertThat(stand.s3
                        .client()
                        .listParts(
                                request -> request.bucket(S3At.BUCKET).key("a").uploadId(uploads.get(1)))
                        .parts())
                .extracting("size")
                .containsExactly(7L);
        stand.s3
                .client()
                .abortMultipartUpload(
                        request -> request.bucket(S3At.BUCKET).key("b").uploadId(uploads.get(0)));
        assertThat(stand.bucket.unfinishedUploads()).containsExactlyInAnyOrder("a", "a", "other");
        assertError(
                404,
                "NoSuchUpload",
                () -> stand.s3
                        .client()
                        .abortMultipartUpload(
                                request -> request.bucket(S3At.BUCKET).key("b").uploadId(uploads.get(0))));
    }

    private String create(String key, Consumer<CreateMultipartUploadRequest.Builder> more) {
        return stand.s3
                .client()
                .createMultipartUpload(
                        request -> more.accept(request.bucket(S3At.BUCKET).key(key)))
                .uploadId();
    }

    private CompletedPart part(String key, String upload, int number, int length, char letter) {
        UploadPartResponse response = stand.s3
                .client()
                .uploadPart(
                        request -> request.bucket(S3At.BUCKET)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromString(String.valueOf(letter).repeat(length)));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .build();
    }

    private CompleteMultipartUploadResponse complete(
            String key,
            String upload,
            List<CompletedPart> parts,
            Consumer<CompleteMultipartUploadRequest.Builder> more) {
        return stand.s3
                .client()
                .completeMultipartUpload(request -> more.accept(request.bucket(S3At.BUCKET)
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(done -> done.parts(parts))));
    }
}
