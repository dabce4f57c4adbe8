package io.ssmexport.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.slice.Slice;
import io.ssmexport.verify.Reach.Exported;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private void archive(String status, @Nullable String details) {
        archived.add(new ArchivedInvocation(SLICE.account(), SLICE.region(), "c", SLICE.start(), status, details));
    }

    private Verdict verdict(Counts reported, boolean sealed) {
        Reach reach = new Reach(SLICE.width(), List.of(new Exported(SLICE, SLICE.end(), sealed)), false);
        Comparison comparison = new Comparison(reach, archived);
        comparison.compare(
                new ReportedCommand(SLICE.account(), SLICE.region(), "c", "Document", SLICE.start(), reported));
        return List.of(Verdict.values()).stream()
                .filter(verdict -> comparison.count(verdict) == 1)
                .findFirst()
                .orElseThrow();
    }
}
