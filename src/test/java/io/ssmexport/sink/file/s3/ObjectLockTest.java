package io.ssmexport.sink.file.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.s3.ObjectLock.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("try") // That it is held is what matters.
class ObjectLockTest {

    private static final Times TIMES = new Times(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(20));
    private static final Times SILENT = new Times(Duration.ofHours(1), Duration.ofMillis(300), Duration.ofMillis(20));
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String LOCK = "history/_staging/lock";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    private Bucket bucket = new Bucket(stand.access(null, 1), "none", "");

    @BeforeEach
    void open() {
        bucket = new Bucket(stand.access(null, 1 << 20), BucketStand.BUCKET, "history/");
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    private ObjectLock take(Holder holder, Times times) throws IOException {
        return ObjectLock.take(bucket, "_staging/lock", holder, "a job into there", times);
    }

    private static Holder elsewhere(String job) {
        return new Holder(job, "another host", 7, "2026-11-26T11:00:00Z", "2026-11-26T11:00:01Z", 0);
    }

    private static void assertBusy(ThrowingCallable take, String holder) {
        assertThatThrownBy(take)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BUSY))
                .hasMessageContaining("another run of a job into there is going on: " + holder);
    }

    @Test
    void whoseHolderIsAliveIsNotTaken() throws Exception {
        try (ObjectLock held = take(elsewhere("nightly"), TIMES)) {
            assertBusy(
                    () -> take(Holder.of("other", NOW), TIMES), "process 7 on another host since 2026-11-26T11:00:01Z");
        }
        assertThat(stand.bucket().keys()).isEmpty();
        take(Holder.of("other", NOW), TIMES).close();
    }

    @Test
    void whoseHolderIsAProcessOfThisHostIsRefusedAtOnce() throws Exception {
        try (ObjectLock held = take(Holder.of("nightly", NOW), SILENT)) {
            assertBusy(
                    () -> take(Holder.of("other", NOW), SILENT),
                    "process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void whoseHolderIsSilentIsTakenOver() throws Exception {
        ObjectLock silent = take(elsewhere("nightly"), SILENT);
        try (ObjectLock taken = take(Holder.of("other", NOW), SILENT)) {
            assertThat(Holder.parse(bucket.text("_staging/lock").orElseThrow().text())
                            .orElseThrow()
                            .job())
                    .isEqualTo("other");
        }
        silent.close();
    }

    @Test
    void whoseHolderWasKilledOnThisHostIsTakenOverByItsJobAtOnce() throws Exception {
        Holder self = Holder.of("nightly", NOW);
        Holder dead = new Holder("nightly", self.host(), self.process(), "2026-01-01T00:00:00Z", "2026-01-01", 3);
        bucket.put("_staging/lock", Content.of(dead.text()), Condition.NONE);
        take(Holder.of("nightly", NOW), new Times(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)))
                .close();
    }

    /** Hosts of containers may have one name. */
    @Test
    void whoseHolderOfAnotherJobIsNotFoundOnThisHostIsLookedAtForAWhile() throws Exception {
        Holder self = Holder.of("nightly", NOW);
        Holder other = new Holder("other", self.host(), self.process(), "2026-01-01T00:00:00Z", "2026-01-01", 3);
        bucket.put("_staging/lock", Content.of(other.text()), Condition.NONE);
        stand.forgetRequests();
        take(self, SILENT).close();
        assertThat(stand.requests())
                .filteredOn(request -> request.equals("GetObject " + LOCK))
                .hasSizeGreaterThan(2);
    }

    @Test
    void whoLostItLeavesItToTheOther() throws Exception {
        try (ObjectLock lost = take(Holder.of("nightly", NOW), TIMES)) {
            bucket.put("_staging/lock", Content.of(elsewhere("other").text()), Condition.NONE);
            stand.forgetRequests();
            await().until(() -> stand.requests().contains("HeadObject " + LOCK));
        }
        assertThat(stand.bucket().keys()).containsExactly(LOCK);
        bucket.delete(List.of("_staging/lock"));
    }
}
