package io.ssmexport.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.simulator.s3.S3Fault;
import io.ssmexport.sink.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found wrong with a bucket before a page is asked for. */
class BucketCheckTest {

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    private void assertRefused(FileSink sink, String... words) {
        assertThatThrownBy(sink::inspect)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessageStartingWith("[into] can't use s3://")
                .hasMessageContainingAll(words);
    }

    @Test
    void aBucketThatLetsUsDoEverythingIsFineAndKeepsNothingOfThat() {
        FileSink sink = stand.sink("parquet:s3://archive/history");
        sink.inspect();
        sink.prepare();
        assertThat(stand.bucket().keys()).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        assertRefused(stand.sink("parquet:s3://elsewhere/history"), "create the bucket elsewhere, or name another");
    }

    @ParameterizedTest
    @CsvSource({
        "s3:ListBucket, archive",
        "s3:PutObject, archive/history/*",
        "s3:GetObject, archive/history/*",
        "s3:DeleteObject, archive/history/_staging/*"
    })
    void aRightThatIsMissingIsNamedWithItsLineOfThePolicy(String action, String resource) {
        stand.faults.deny(action);
        assertRefused(
                stand.sink("parquet:s3://archive/history"),
                "allow \"Action\": \"" + action + "\", \"Resource\": \"arn:aws:s3:::" + resource
                        + "\" to this principal");
    }

    @Test
    void credentialsThatHaveExpiredAreNamedWithWhatRenewsThem() {
        stand.faults.every(1, S3Fault.EXPIRED_TOKEN, "", "");
        assertRefused(
                stand.sink("csv:s3://archive/history"),
                "ExpiredToken: The provided token has expired.",
                "renew the credentials that AWS_PROFILE or the environment has for the bucket");
    }

    @Test
    void aStoreThatOverlooksConditionsIsRefused() {
        stand.faults.every(1, S3Fault.IGNORE_CONDITIONS);
        assertRefused(
                stand.sink("csv:s3://archive/all.csv"),
                "ignores If-None-Match, so that two runs at once could overwrite each other's rows");
    }

    @Test
    void aStoreThatChangesBytesIsRefused() {
        stand.faults.every(1, S3Fault.SHORT_BODY, "GetObject", "probe");
        assertRefused(stand.sink("csv:s3://archive/history"), "the store keeps other bytes than it is sent");
    }

    @Test
    void aBucketOfAnotherAccountIsRefused() {
        stand.sink("csv:s3://archive", Reading.EVERYTHING, stand.access("123456789012", 1 << 20))
                .inspect();
        assertRefused(
                stand.sink("csv:s3://archive", Reading.EVERYTHING, stand.access("111122223333", 1 << 20)),
                "check that expected-bucket-owner is right");
    }

    @Test
    void theRegionOfABucketIsFound() {
        stand.create("far-away", "eu-central-1");
        FileSink sink = stand.sink("csv:s3://far-away/history");
        sink.inspect();
    }
}
