package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Quantity;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {

    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Instant START = Instant.parse("2026-11-19T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");

    @TempDir
    private Path directory;

    private StateDatabase state;
    private Runs runs;

    @BeforeEach
    void open() {
        state = StateDatabase.open(new StateDirectory(directory.resolve("job")).create(), 1);
        runs = runs(SIX_HOURS);
        runs.register("Status=Failed");
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Runs runs(Duration width) {
        return new Runs(state.dataSource(), "parquet:/archive", width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT3H", "PT12H", "PT24H"})
    void anotherWidthOfSlicesIsRefusedNarrowerOrWider(Duration width) {
        assertThatThrownBy(() -> runs(width).isKnown("Status=Failed"))
                .isInstanceOf(Failure.class)
                .hasMessage("[slice] must stay 6h for parquet:/archive, which was exported in such slices, but was "
                        + Quantity.of(width) + "; export to another destination to change it");
    }

    @Test
    void anotherSelectionIsRefused() {
        assertThat(runs.isKnown("Status=Failed")).isTrue();
        assertThatThrownBy(() -> runs.isKnown("Status=Success"))
                .isInstanceOf(Failure.class)
                .hasMessage("[into] parquet:/archive holds what was selected by (Status=Failed) but now it is"
                        + " (Status=Success), which would mix; export to another destination");
        assertThat(new Runs(state.dataSource(), "parquet:/other", SIX_HOURS).isKnown("Status=Success"))
                .isFalse();
    }

    @Test
    void aRunThatEndedIsOverAndNoSuccessYet() {
        long run = runs.plan(slices(1), "incremental", NOW);
        assertThat(runs.unfinished()).isPresent();
        runs.end(run, NOW.plusSeconds(60), "incomplete");
        assertThat(runs.unfinished()).isEmpty();
        assertThat(runs.lastSuccess()).isEmpty();
    }

    @Test
    void slicesOfARunAreListedFromItsStartToLongAfterItsEnd() {
        Slice slice = slices(1).get(0).slice();
        long run = runs.plan(slices(1), "incremental", NOW);
        runs.end(run, NOW, "complete");
        assertThat(runs.endedBefore(NOW)).isEmpty();
        assertThat(runs.endedBefore(NOW.plusMillis(1))).containsExactly(run);
        assertThat(runs.plannedBefore(slice.start())).isEmpty();
        assertThat(runs.plannedBefore(slice.start().plusMillis(1))).containsExactly(slice);
        runs.forgetSlices(run);
        assertThat(runs.endedBefore(NOW.plusMillis(1))).isEmpty();
        assertThat(runs.plannedBefore(slice.start().plusMillis(1))).isEmpty();
    }

    @Test
    void whatAnotherDestinationHasLeftIsNoneOfItsBusiness() {
        Runs other = new Runs(state.dataSource(), "parquet:/other", SIX_HOURS);
        other.register("");
        other.plan(slices(1), "incremental", NOW);
        assertThat(runs.unfinished()).isEmpty();
        assertThat(runs.lastStart()).isEmpty();
        assertThat(runs.endedBefore(NOW.plus(SIX_HOURS))).isEmpty();
    }

    @Test
    void aReasonIsCutAndWhatNoDatabaseCanHoldIsReplaced() {
        runs.failed(NOW, "a\0b\uD800c" + "!".repeat(3000));
        assertThat(runs.lastFailure())
                .hasValueSatisfying(failure ->
                        assertThat(failure.reason()).startsWith("a\uFFFDb?c!").hasSize(2000));
    }

    @Test
    void whereIncrementalRunsStartMayMove() {
        Source source = new Source("123456789012", "us-east-1");
        runs.saveStarts(Map.of(source, NOW));
        runs.saveStarts(Map.of(source, START, new Source("123456789012", "eu-west-1"), NOW));
        assertThat(runs.starts()).hasSize(2).containsEntry(source, START);
    }

    @Test
    void whatWasForgottenOnPurposeStaysSo() {
        assertThat(runs.retainedFrom()).isEmpty();
        runs.retainFrom(NOW);
        runs.retainFrom(START);
        assertThat(runs.retainedFrom()).contains(NOW);
        runs.retainFrom(NOW.plusSeconds(1));
        assertThat(runs.retainedFrom()).contains(NOW.plusSeconds(1));
    }

    @Test
    void aSuccessTakesTheFailureBeforeItAwayAndNotTheOtherWayRound() {
        runs.failed(NOW, "[page 1] no");
        assertThat(runs.lastFailure()).isPresent();
        runs.succeeded(NOW.plusSeconds(60));
        assertThat(runs.lastFailure()).isEmpty();
        runs.failed(NOW.plusSeconds(120), "[page 1] no");
        assertThat(runs.lastSuccess()).contains(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"400, 1, 400", "401, 2, 1", "1201, 4, 1"})
    void aLargeRunIsDoneInBatchesInTheOrderOfItsPlan(int slices, int batches, int last) {
        List<PlannedSlice> planned = slices(slices);
        long run = runs.plan(planned, "incremental", NOW);
        assertThat(runs.batches(run)).isEqualTo(batches);
        assertThat(runs.slices(run, batches - 1))
                .isEqualTo(planned.subList(slices - last, slices))
                .hasSize(last);
    }

    /** The newest first. */
    private static List<PlannedSlice> slices(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> new Slice("123456789012", "us-east-1", START.minus(SIX_HOURS.multipliedBy(i)), SIX_HOURS))
                .map(slice -> new PlannedSlice(slice, slice.end()))
                .toList();
    }
}
