package io.ssmexport.simulator.s3;

import static io.ssmexport.simulator.s3.S3Errors.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3AccessTest {

    @RegisterExtension
    final S3Extension stand = new S3Extension();

    @Test
    void aBucketSaysItsRegion() {
        stand.simulator.store().create("frankfurt", "eu-central-1", "123456789012");
        assertThat(stand.s3
                        .client()
                        .headBucket(request -> request.bucket(S3At.BUCKET))
                        .bucketRegion())
                .isEqualTo("us-east-1");
        assertThat(stand.s3
                        .client()
                        .getBucketLocation(request -> request.bucket("frankfurt"))
                        .locationConstraint())
                .isEqualTo(BucketLocationConstraint.EU_CENTRAL_1);
        assertThat(stand.s3.client().listBuckets().buckets())
                .extracting(Bucket::name)
                .containsExactly("archive", "frankfurt");
    }

    /** As S3: the first region's endpoint knows all buckets and blames the signature, the others send away. */
    @ParameterizedTest
    @CsvSource({"us-east-1, 400, AuthorizationHeaderMalformed", "eu-west-1, 301, PermanentRedirect"})
    void aBucketOfAnotherRegionSaysWhich(String signed, int status, String code) {
        stand.simulator.store().create("frankfurt", "eu-central-1", "123456789012");
        try (S3At s3 = S3At.of(stand.simulator.endpoint(), builder -> builder.region(Region.of(signed)))) {
            assertError(
                    status,
                    code,
                    () -> s3.client()
                            .getObjectAsBytes(
                                    request -> request.bucket("frankfurt").key("k")));
            assertThatThrownBy(() -> s3.client().headBucket(request -> request.bucket("frankfurt")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails()
                                            .sdkHttpResponse()
                                            .firstMatchingHeader("x-amz-bucket-region"))
                                    .hasValue("eu-central-1"));
        }
    }

    @Test
    void onlyTheOwnersAccountMayDoAnything() {
        try (S3At other = S3At.of(
                stand.simulator.endpoint(),
                builder -> builder.credentialsProvider(S3At.credentials("ASIASIMU210987654321")))) {
            assertError(403, "AccessDenied", () -> other.put("k", "text"));
        }
        try (S3At nobody = S3At.of(
                stand.simulator.endpoint(),
                builder -> builder.credentialsProvider(AnonymousCredentialsProvider.create()))) {
            assertError(403, "AccessDenied", () -> nobody.get("k"));
        }
    }

    @Test
    void theOwnerIsCheckedWhereOneIsExpected() {
        stand.s3.put("k", "text", request -> request.expectedBucketOwner("123456789012"));
        assertError(
                403,
                "AccessDenied",
                () -> stand.s3.put("k", "text", request -> request.expectedBucketOwner("210987654321")));
        assertError(
                400,
                "InvalidBucketOwnerAWSAccountID",
                () -> stand.s3.put("k", "text", request -> request.expectedBucketOwner("me")));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertError(
                501,
                "NotImplemented",
                () -> stand.s3.client().getBucketVersioning(request -> request.bucket(S3At.BUCKET)));
        assertError(501, "NotImplemented", () -> stand.s3.put("k", "text", request -> request.tagging("a=b")));
        assertError(
                400,
                "InvalidArgument",
                () -> stand.s3.put(
                        "k",
                        "text",
                        request -> request.overrideConfiguration(more -> more.putRawQueryParameter("colour", "red"))));
        assertThat(stand.bucket.keys()).isEmpty();
    }

    @Test
    void metadataHasABound() {
        stand.s3.put("k", "text", request -> request.metadata(Map.of("m", "x".repeat(2047))));
        assertError(
                400,
                "MetadataTooLarge",
                () -> stand.s3.put("k", "text", request -> request.metadata(Map.of("m", "x".repeat(2048)))));
    }

    @Test
    void keysHaveABound() {
        stand.s3.put("x".repeat(1024), "text");
        assertError(400, "KeyTooLongError", () -> stand.s3.put("x".repeat(1025), "text"));
    }

    @Test
    void deletingManyIsDeniedKeyByKey() {
        stand.s3.put("k", "text");
        stand.faults.deny("s3:DeleteObject");
        var response = stand.s3
                .client()
                .deleteObjects(request -> request.bucket(S3At.BUCKET)
                        .delete(delete -> delete.objects(
                                List.of(ObjectIdentifier.builder().key("k").build()))));
        assertThat(response.errors()).extracting("code").containsExactly("AccessDenied");
        assertThat(stand.bucket.keys()).containsExactly("k");
    }
}
