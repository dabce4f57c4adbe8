package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Source SOURCE = new Source("123456789012", "us-east-1");
    private static final Instant FIRST = Instant.parse("2026-11-10T00:00:00Z");

    private final History history = new History(new Days(LocalDate.parse("2026-11-10"), 3), new Room(9, 1 << 20, 9));

    private void add(Instant requested, String status) {
        history.add(new InvocationRows(List.of(
                SampleRows.row(Map.of("requested_date_time", requested, "status", status, "plugin_status", status)))));
    }

    /** Each day has one that failed in its first millisecond and one in its last. */
    @Test
    void failuresAndDurationsAreOfTheDaysAndAllElseOfAsManyBeforeToo() {
        for (int day = -4; day <= 3; day++) {
            Instant start = FIRST.plus(Duration.ofDays(day));
            add(start, "Failed");
            add(start.plus(Duration.ofDays(1)).minusMillis(1), "Failed");
        }

        assertThat(history.invocations()).isEqualTo(12);
        assertThat(history.counts().keySet()).extracting(Cell::day).containsExactlyInAnyOrder(-3, -2, -1, 0, 1, 2);
        assertThat(history.newest()).isEqualTo("2026-11-12T23:59:59.999Z");
        assertThat(history.failures(9))
                .singleElement()
                .satisfies(failure -> assertThat(failure.days()).isEqualTo(Map.of(0, 2, 1, 2, 2, 2)));
        assertThat(history.durations(SOURCE::equals))
                .singleElement()
                .satisfies(step -> assertThat(step.runs()).isEqualTo(6));
    }

    @Test
    void whatStillRunsIsKnownFromThePeriodBeforeToo() {
        add(FIRST.minusMillis(1), "InProgress");
        add(FIRST, "Success");
        assertThat(history.openInvocations()).isOne();
        assertThat(history.open()).extracting(OpenInvocation::requested).containsExactly(FIRST.minusMillis(1));
    }

    @Test
    void aRateIsOfSuccessesAndFailuresAlone() {
        Counts counts = new Counts();
        counts.add(Outcome.RUNNING);
        counts.add(Outcome.CANCELLED);
        counts.add(Outcome.SKIPPED);
        assertThat(counts.successRate()).isNaN();
        counts.add(Outcome.SUCCESS);
        counts.add(Outcome.SUCCESS);
        counts.add(Outcome.FAILED);
        counts.add(Outcome.TIMED_OUT);
        counts.add(Outcome.UNDELIVERED);
        assertThat(counts.failures()).isEqualTo(3);
        assertThat(counts.successRate()).isEqualTo(0.4);
        assertThat(counts.all()).isEqualTo(8);
    }

    @Test
    void whatIsKeptLeavesHalfOfTheHeapToReading() {
        long heap = 256 << 20;
        Room room = Room.in(heap, 9);
        assertThat(room.failures()).isGreaterThan(heap / 8);
        assertThat(room.instances()).isGreaterThan(100_000);
        assertThat(room.failures() + 300L * room.instances()).isLessThan(heap / 2);
    }
}
