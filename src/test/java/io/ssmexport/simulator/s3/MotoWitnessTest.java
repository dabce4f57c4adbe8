package io.ssmexport.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The stand-in answers as somebody else's reading of the same reference does. */
class MotoWitnessTest {

    private static final String DIGEST_OF_TEXT = "\"1cb251ec0d568de6a929b520c4aed8d1\"";

    /** Request, moto's answer, ours. S3 itself may do either; the stand-in takes what is harder for a client. */
    private static final List<String> KNOWN = List.of(
            "parts out of order: 400 EntityTooSmall | 400 InvalidPartOrder",
            "complete again: \"344e466ef37782ba490ea4ec8b2b5f68-1\" | 404 NoSuchUpload");

    private static final List<String> HEADERS = List.of(
            "etag",
            "content-range",
            "content-encoding",
            "x-amz-meta-write-id",
            "x-amz-bucket-region",
            "x-amz-delete-marker");

    @Test
    void theStandInAnswersAsMotoDoes() throws IOException {
        Optional<MotoServer> moto = MotoServer.start();
        assumeTrue(moto.isPresent(), "moto_server is not installed: pip install 'moto[server]'");
        try (MotoServer server = moto.get();
                S3At witness = S3At.of(server.endpoint());
                S3Simulator simulator = S3Simulator.start(Path.of("target"), S3Faults.none());
                S3At ours = S3At.of(simulator.endpoint())) {
            witness.client().createBucket(request -> request.bucket(S3At.BUCKET));
            simulator.store().create(S3At.BUCKET);
            Map<String, String> theirs = answers(witness);
            assertThat(differences(theirs, answers(ours))).containsExactlyInAnyOrderElementsOf(KNOWN);
        }
    }

    private static List<String> differences(Map<String, String> theirs, Map<String, String> ours) {
        return theirs.entrySet().stream()
                .filter(answer -> !answer.getValue().equals(ours.get(answer.getKey())))
                .map(answer -> answer.getKey() + ": " + answer.getValue() + " | " + ours.get(answer.getKey()))
                .toList();
    }

    /** What was asked, and what came: status, code, headers, and what the body says. */
    private static Map<String, String> answers(S3At s3) {
        Map<String, String> answers = new LinkedHashMap<>();
        calls().forEach((name, call) -> answers.put(name, answer(s3, call)));
        answers.putAll(upload(s3));
        return answers;
    }

    private static Map<String, Function<S3At, Object>> calls() {
        Map<String, Function<S3At, Object>> calls = new LinkedHashMap<>();
        calls.put("head bucket", s3 -> s3.client().headBucket(r -> r.bucket(S3At.BUCKET)));
        calls.put("head no bucket", s3 -> s3.client().headBucket(r -> r.bucket("nothing-here")));
        calls.put("location", s3 -> s3.client().getBucketLocation(r -> r.bucket(S3At.BUCKET)));
        calls.put("list nothing", s3 -> list(s3, ""));
        calls.put("list no bucket", s3 -> s3.client().listObjectsV2(r -> r.bucket("nothing-here")));
        calls.put("put", s3 -> s3.put("a/k", "text", r -> r.metadata(Map.of("write-id", "1"))));
        calls.put("put again", s3 -> s3.put("a/k", "text", r -> r.metadata(Map.of("write-id", "2"))));
        calls.put(
                "metadata",
                s3 -> s3.client().headObject(r -> r.bucket(S3At.BUCKET).key("a/k")));
        calls.put("create over it", s3 -> s3.put("a/k", "text", r -> r.ifNoneMatch("*")));
        calls.put("create", s3 -> s3.put("a/new", "text", r -> r.ifNoneMatch("*")));
        calls.put("replace", s3 -> s3.put("a/k", "other", r -> r.ifMatch(DIGEST_OF_TEXT)));
        calls.put("replace with the old etag", s3 -> s3.put("a/k", "third", r -> r.ifMatch(DIGEST_OF_TEXT)));
        calls.put("replace what is gone", s3 -> s3.put("gone", "text", r -> r.ifMatch(DIGEST_OF_TEXT)));
        calls.put(
                "head", s3 -> s3.client().headObject(r -> r.bucket(S3At.BUCKET).key("a/k")));
        calls.put("type and length", s3 -> {
            var head = s3.client().headObject(r -> r.bucket(S3At.BUCKET).key("a/k"));
            return head.contentType() + " " + head.contentLength();
        });
        calls.put(
                "head nothing",
                s3 -> s3.client().headObject(r -> r.bucket(S3At.BUCKET).key("gone")));
        calls.put("get", s3 -> s3.get("a/k"));
        calls.put("get nothing", s3 -> s3.get("gone"));
        calls.put(
                "get a range",
                s3 -> s3.client()
                        .getObjectAsBytes(r -> r.bucket(S3At.BUCKET).key("a/k").range("bytes=1-2"))
                        .response());
        calls.put(
                "get the end",
                s3 -> s3.client()
                        .getObjectAsBytes(r -> r.bucket(S3At.BUCKET).key("a/k").range("bytes=-2"))
                        .asUtf8String());
        calls.put(
                "get behind the end",
                s3 -> s3.client()
                        .getObjectAsBytes(r -> r.bucket(S3At.BUCKET).key("a/k").range("bytes=99-")));
        calls.put(
                "get if it is",
                s3 -> s3.client()
                        .getObjectAsBytes(
                                r -> r.bucket(S3At.BUCKET).key("a/new").ifMatch(DIGEST_OF_TEXT))
                        .asUtf8String());
        calls.put(
                "get if it is, and it isn't",
                s3 -> s3.client()
                        .getObjectAsBytes(r -> r.bucket(S3At.BUCKET).key("a/k").ifMatch(DIGEST_OF_TEXT)));
        calls.put(
                "get unless it is",
                s3 -> s3.client()
                        .getObjectAsBytes(
                                r -> r.bucket(S3At.BUCKET).key("a/new").ifNoneMatch(DIGEST_OF_TEXT)));
        calls.put(
                "put encrypted",
                s3 -> s3.put("a/aes", "text", r -> r.serverSideEncryption(ServerSideEncryption.AES256))
                        .serverSideEncryption());
        calls.put("list", s3 -> list(s3, "a/"));
        calls.put(
                "list folded",
                s3 -> s3.client()
                        .listObjectsV2(r -> r.bucket(S3At.BUCKET).delimiter("/"))
                        .commonPrefixes());
        calls.put("list a page", s3 -> {
            var page = s3.client().listObjectsV2(r -> r.bucket(S3At.BUCKET).maxKeys(2));
            return page.isTruncated() + " " + page.keyCount() + " " + page.maxKeys();
        });
        calls.put(
                "delete",
                s3 -> s3.client().deleteObject(r -> r.bucket(S3At.BUCKET).key("a/new")));
        calls.put(
                "delete nothing",
                s3 -> s3.client().deleteObject(r -> r.bucket(S3At.BUCKET).key("a/new")));
        calls.put(
                "delete many",
                s3 -> s3.client()
                        .deleteObjects(r ->
                                r.bucket(S3At.BUCKET).delete(d -> d.objects(identifier("a/k"), identifier("gone"))))
                        .deleted());
        return calls;
    }

    /** A multipart upload from its beginning to its end, and one that is aborted. */
    private static Map<String, String> upload(S3At s3) {
        Map<String, String> answers = new LinkedHashMap<>();
        String id = s3.client()
                .createMultipartUpload(r -> r.bucket(S3At.BUCKET).key("big"))
                .uploadId();
        answers.put("part too many", answer(s3, any -> part(s3, id, 10_001)));
        CompletedPart one = part(s3, id, 1);
        CompletedPart two = part(s3, id, 2);
        answers.put(
                "uploads",
                answer(
                        s3,
                        any -> s3.client().listMultipartUploads(r -> r.bucket(S3At.BUCKET)).uploads().stream()
                                .map(u -> u.key())
                                .toList()));
        answers.put("parts too small", answer(s3, any -> complete(s3, id, List.of(one, two))));
        answers.put("parts out of order", answer(s3, any -> complete(s3, id, List.of(two, one))));
        answers.put("complete", answer(s3, any -> complete(s3, id, List.of(one))));
        answers.put("complete again", answer(s3, any -> complete(s3, id, List.of(one))));
        answers.put(
                "abort what is done",
                answer(
                        s3,
                        any -> s3.client()
                                .abortMultipartUpload(
                                        r -> r.bucket(S3At.BUCKET).key("big").uploadId(id))));
        return answers;
    }

    private static CompletedPart part(S3At s3, String id, int number) {
        var response = s3.client()
                .uploadPart(
                        r -> r.bucket(S3At.BUCKET).key("big").uploadId(id).partNumber(number),
                        RequestBody.fromString("text"));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .build();
    }

    private static Object complete(S3At s3, String id, List<CompletedPart> parts) {
        return s3.client()
                .completeMultipartUpload(
                        r -> r.bucket(S3At.BUCKET).key("big").uploadId(id).multipartUpload(m -> m.parts(parts)))
                .eTag();
    }

    private static ObjectIdentifier identifier(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }

    private static List<String> list(S3At s3, String prefix) {
        return s3.client().listObjectsV2(r -> r.bucket(S3At.BUCKET).prefix(prefix)).contents().stream()
                .map(object -> object.key() + " " + object.size() + " " + object.eTag() + " " + object.storageClass())
                .toList();
    }

    private static String answer(S3At s3, Function<S3At, Object> call) {
        try {
            Object answer = call.apply(s3);
            return answer instanceof SdkResponse response ? describe(response.sdkHttpResponse()) : answer.toString();
        } catch (S3Exception e) {
            return e.statusCode() + " " + e.awsErrorDetails().errorCode();
        }
    }

    private static String describe(SdkHttpResponse response) {
        List<String> lines = new ArrayList<>();
        lines.add(Integer.toString(response.statusCode()));
        HEADERS.forEach(name -> response.firstMatchingHeader(name).ifPresent(value -> lines.add(name + ": " + value)));
        return lines.stream().collect(Collectors.joining(", "));
    }
}
