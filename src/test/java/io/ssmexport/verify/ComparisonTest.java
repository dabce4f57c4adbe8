package io.ssmexport.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.verify.Reach.Exported;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final Slice SLICE =
            new Slice("123456789012", "us-east-1", Instant.parse("2026-11-19T00:00:00Z"), Duration.ofDays(1));

    private final ArchivedCommands archived = new ArchivedCommands();

    @ParameterizedTest
    @CsvSource({
        "Success, Success, 0, 0",
        "Failed, Failed, 1, 0",
        "Failed, NonZeroExit, 1, 0",
        "TimedOut, ExecutionTimedOut, 1, 0",
        "TimedOut, Execution Timed Out, 1, 0",
        "TimedOut, Delivery Timed Out, 0, 1",
        "TimedOut, DeliveryTimedOut, 0, 1",
        "Cancelled, Cancelled, 0, 0",
        "Failed, Undeliverable, 0, 0",
        "Failed, Undeliverable, 1, 0",
        "Failed, , 1, 0"
    })
    void statusesAreCountedAsTheServiceDoes(String status, @Nullable String details, int errors, int deliveryTimedOut) {
        archive(status, details);
        assertThat(verdict(new Counts(1, 1, errors, deliveryTimedOut), true)).isEqualTo(Verdict.AGREES);
    }

    @Test
    void anErrorThatIsSurelyOneMustBeCounted() {
        archive("Failed", "Failed");
        assertThat(verdict(new Counts(1, 1, 0, 0), true)).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void anOpenCommandMayDifferWhileItsSliceIsReadAgain() {
        archive("InProgress", "InProgress");
        assertThat(verdict(new Counts(1, 1, 0, 0), false)).isEqualTo(Verdict.OPEN);
    }

    @Test
    void oneThatIsOpenForTheServiceMayDifferToo() {
        archive("Success", "Success");
        assertThat(verdict(new Counts(3, 1, 0, 0), false)).isEqualTo(Verdict.OPEN);
    }

    /** In whatever order its slices are known. */
    @Test
    void aRegionWasReadFromItsFirstSliceToTheEndOfItsLast() {
        Slice next = new Slice(SLICE.account(), SLICE.region(), SLICE.end(), SLICE.width());
        Exported first = new Exported(SLICE, SLICE.end(), true);
        Exported last = new Exported(next, next.start().plusSeconds(60), false);
        for (List<Exported> exported : List.of(List.of(first, last), List.of(last, first))) {
            Reach reach = new Reach(SLICE.width(), exported, false);
            assertThat(reach.start(Source.of(SLICE))).contains(SLICE.start());
            assertThat(reach.isBeyond(reported(next.start().plusSeconds(59), Counts.NONE)))
                    .isFalse();
            assertThat(reach.isBeyond(reported(next.start().plusSeconds(60), Counts.NONE)))
                    .isTrue();
        }
    }

    @Test
    void whatIsInAFileThatCantBeReadIsNotCompared() {
        Reach reach = new Reach(SLICE.width(), List.of(new Exported(SLICE, SLICE.end(), true)), false);
        Comparison comparison = new Comparison(reach, archived, Set.of(SLICE));
        comparison.compare(reported(SLICE.start(), new Counts(1, 1, 0, 0)));
        assertThat(comparison.count(Verdict.UNREADABLE)).isEqualTo(1);
        assertThat(comparison.differences()).isEmpty();
    }

    @Test
    void aSealedSliceIsNotReadAgainSoItsCommandsMustAgree() {
        archive("Success", "Success");
        assertThat(verdict(new Counts(3, 1, 0, 0), true)).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void anEndedCommandMustAgreeAtOnce() {
        archive("Success", "Success");
        assertThat(verdict(new Counts(2, 2, 0, 0), false)).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void aCommandWithoutTargetsHasNothingToBeArchived() {
        assertThat(verdict(Counts.NONE, true)).isEqualTo(Verdict.AGREES);
    }

    @Test
    void whatDiffersIsSaidNumberByNumber() {
        archive("Success", "Success");
        Comparison comparison = comparison(true, false);
        comparison.compare(reported(SLICE.start(), new Counts(3, 2, 1, 0)));
        comparison.compare(reported(SLICE.start().minusSeconds(1), new Counts(1, 1, 0, 1)));
        assertThat(comparison.differences())
                .extracting(Difference::reason)
                .containsExactly(
                        "its slice was never exported",
                        "3 targets but 1 archived; 2 completed but 1 archived; 1 error but 0 archived");
        assertThat(new Counts(1, 1, 0, 1).differenceTo(Counts.NONE))
                .isEqualTo("1 target but 0 archived; 1 completed but 0 archived; 1 delivery timed out but 0 archived");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-18T23:59:59Z, false, DIFFERS",
        "2026-11-18T23:59:59Z, true, NOT_YET_EXPORTED",
        "2026-11-19T11:59:59Z, false, AGREES",
        "2026-11-19T12:00:00Z, false, NOT_YET_EXPORTED",
        "2026-11-20T00:00:00Z, false, NOT_YET_EXPORTED"
    })
    void aCommandIsLookedForWhereSlicesWereRead(Instant sent, boolean running, Verdict verdict) {
        Exported half = new Exported(SLICE, Instant.parse("2026-11-19T12:00:00Z"), false);
        Reach reach = new Reach(SLICE.width(), List.of(half), running);
        Comparison comparison = new Comparison(reach, archived, Set.of());
        comparison.compare(reported(sent, Counts.NONE));
        assertThat(comparison.count(verdict)).isEqualTo(1);
        assertThat(reach.start(Source.of(SLICE))).contains(SLICE.start());
    }

    /** Although the one behind it was read. */
    @ParameterizedTest
    @CsvSource({"2026-11-19T11:59:59Z, AGREES", "2026-11-19T12:00:00Z, NOT_YET_EXPORTED"})
    void aSliceCountsAsFarAsItWasRead(Instant sent, Verdict verdict) {
        Slice next = new Slice(SLICE.account(), SLICE.region(), SLICE.end(), SLICE.width());
        Exported half = new Exported(SLICE, Instant.parse("2026-11-19T12:00:00Z"), false);
        Reach reach = new Reach(SLICE.width(), List.of(half, new Exported(next, next.end(), true)), false);
        Comparison comparison = new Comparison(reach, archived, Set.of());
        comparison.compare(reported(sent, Counts.NONE));
        assertThat(comparison.count(verdict)).isEqualTo(1);
    }

    @Test
    void nothingOfARegionThatWasNeverReadIsExpected() {
        Comparison comparison = new Comparison(new Reach(SLICE.width(), List.of(), false), archived, Set.of());
        comparison.compare(reported(SLICE.start(), new Counts(1, 1, 0, 0)));
        assertThat(comparison.count(Verdict.NOT_YET_EXPORTED)).isEqualTo(1);
    }

    @Test
    void anArchivedCommandIsTakenOnceAndWhatIsLeftWasForgotten() {
        archive("Success", "Success");
        archived.add(new ArchivedInvocation("123456789012", "us-west-2", "c", SLICE.start(), "Success", null));
        archived.add(new ArchivedInvocation("210987654321", "us-west-2", "c", SLICE.start(), "Success", null));
        archived.add(new ArchivedInvocation("123456789012", "us-west-1", "c", SLICE.start(), "Success", null));
        assertThat(verdict(new Counts(1, 1, 0, 0), true)).isEqualTo(Verdict.AGREES);
        Comparison comparison = comparison(true, false);
        assertThat(comparison.notReported()).isEqualTo(3);
        archived.forget(new Source("123456789012", "us-west-2"));
        assertThat(comparison.notReported()).isEqualTo(2);
    }

    private void archive(String status, @Nullable String details) {
        archived.add(new ArchivedInvocation(SLICE.account(), SLICE.region(), "c", SLICE.start(), status, details));
    }

    private Comparison comparison(boolean sealed, boolean running) {
        return new Comparison(
                new Reach(SLICE.width(), List.of(new Exported(SLICE, SLICE.end(), sealed)), running),
                archived,
                Set.of());
    }

    private static ReportedCommand reported(Instant sent, Counts counts) {
        return new ReportedCommand(SLICE.account(), SLICE.region(), "c", "Document", sent, counts);
    }

    private Verdict verdict(Counts reported, boolean sealed) {
        Comparison comparison = comparison(sealed, false);
        comparison.compare(reported(SLICE.start(), reported));
        return List.of(Verdict.values()).stream()
                .filter(verdict -> comparison.count(verdict) == 1)
                .findFirst()
                .orElseThrow();
    }
}
