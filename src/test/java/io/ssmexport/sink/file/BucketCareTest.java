package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.simulator.s3.S3Fault;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.s3.BucketAccess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys, versions, and what dead runs leave in a bucket. */
class BucketCareTest {

    private static final String INTO = "parquet:s3://archive/history";

    private static final String OBJECT = "history/requested_date=2026-11-19/123456789012_us-east-1_0000.parquet";

    private static final String PART = "history/_staging/nightly/2026-11-19_123456789012_us-east-1_0000/00000001";

    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    private static SliceExport export(FileSink sink) {
        sink.prepare();
        return TestSinks.export(sink, SLICE, invocation(SLICE, 1, "printed"));
    }

    private FileSink with(BucketAccess access) {
        return stand.sink(INTO, Reading.EVERYTHING, access);
    }

    private BucketAccess encrypting() {
        BucketAccess usual = stand.access(null, 1 << 20);
        return new BucketAccess(usual.clients(), null, KEY, 5 << 20);
    }

    @Test
    void everyObjectIsEncryptedWithTheKeyThatIsNamed() {
        export(with(encrypting()));
        assertThat(stand.bucket().headers(OBJECT))
                .containsEntry("x-amz-server-side-encryption", "aws:kms")
                .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", KEY);
    }

    @Test
    void aBucketsOwnKeyIsLeftToTheBucket() {
        stand.bucket().encryptWith(KEY);
        FileSink sink = with(stand.access(null, 1 << 20));
        SliceExport first = export(sink);
        assertThat(export(sink).rows()).isEqualTo(first.rows());
        assertThat(stand.bucket().headers(OBJECT)).containsEntry("x-amz-server-side-encryption-aws-kms-key-id", KEY);
    }

    @Test
    void aKeyThatMayNotBeUsedIsSaidWithTheLineOfThePolicy() {
        stand.faults.deny("kms:GenerateDataKey");
        FileSink sink = with(encrypting());
        assertThatThrownBy(sink::inspect)
                .hasMessageContaining(
                        "allow \"Action\": [\"kms:GenerateDataKey\", \"kms:Decrypt\"] on the bucket's key");
    }

    @Test
    void aBucketThatKeepsVersionsHasOneCurrentObject() {
        stand.bucket().keepVersions();
        FileSink sink = with(stand.access(null, 1 << 20));
        export(sink);
        SliceExport again = export(sink);
        assertThat(again.rows()).isEqualTo(2);
        assertThat(stand.bucket().versions(OBJECT)).isEqualTo(2);
        assertThat(stand.bucket().keys()).containsExactly(OBJECT);
    }

    @Test
    void partsThatNobodyGoesOnWithAreGoneAfterAWeek() throws Exception {
        writePart();
        stand.bucket().age(PART, Duration.ofDays(7).minusMinutes(1));
        lockAndLeave();
        assertThat(stand.bucket().keys()).anyMatch(key -> key.startsWith(PART));

        stand.bucket().age(PART, Duration.ofMinutes(2));
        lockAndLeave();
        assertThat(stand.bucket().keys()).isEmpty();
    }

    @Test
    void anUploadThatADeadRunBeganIsAborted() throws Exception {
        FileSink sink = stand.sink("csv:s3://archive/history", Reading.EVERYTHING, stand.access(null, 5 << 20));
        sink.prepare();
        sink.restart(SLICE);
        sink.write(SLICE, List.of(page(1, SampleRows.sixMegabytes())));
        stand.faults.every(1, S3Fault.SLOW_DOWN, "UploadPart", "");
        stand.faults.deny("s3:AbortMultipartUpload");
        assertThatThrownBy(() -> sink.publish(SLICE)).hasMessageContaining("SlowDown");
        assertThat(stand.bucket().unfinishedUploads()).hasSize(1);

        stand.faults.allow("s3:AbortMultipartUpload");
        lockAndLeave();
        assertThat(stand.bucket().unfinishedUploads()).isEmpty();
    }

    /** A bucket may be anybody's too, and a prefix beside the job's begin like it. */
    @Test
    void anUploadOfSomebodyElseIsLeftAlone() throws Exception {
        List<String> others =
                List.of("backup/disk.img", "history/notes.txt", "history-2/requested_date=2026-11-19/a.csv");
        others.forEach(stand::beginUpload);
        stand.beginUpload("history/requested_date=2026-11-19/a.csv");
        lockAndLeave();
        assertThat(stand.bucket().unfinishedUploads()).containsExactlyInAnyOrderElementsOf(others);
    }

    /** As a run does that finds nothing to do. */
    private void lockAndLeave() throws IOException {
        FileSink sink = with(stand.access(null, 1 << 20));
        sink.prepare();
        sink.lock("another run", "", Clock.systemUTC().instant()).orElseThrow().close();
    }

    private void writePart() {
        FileSink sink = with(stand.access(null, 1 << 20));
        sink.prepare();
        sink.restart(SLICE);
        sink.write(SLICE, List.of(page(1, invocation(SLICE, 1, "printed"))));
    }
}
