package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.Problem;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Slice SLICE =
            new Slice("123456789012", "us-east-1", Instant.parse("2026-11-01T00:00:00Z"), Duration.ofDays(1));
    private static final SliceExport EXPORT = new SliceExport(3, 0, 4, 0, null, 0, null);

    private final RunFigures figures = new RunFigures();
    private final List<String> told = new ArrayList<>();
    private final Tally tally = new Tally(figures, new Told(), () -> told.add("recorded"));

    private final class Told implements Progress {

        @Override
        public void note(String line) {
            told.add(line);
        }

        @Override
        public void planned(int slices) {
            told.add("planned " + slices);
        }

        @Override
        public void page(Slice slice, RowPage page) {
            told.add("page " + page.number());
        }

        @Override
        public void exported(Slice slice, SliceExport export) {
            told.add("exported");
        }

        @Override
        public void failed(Slice slice, Problem problem) {
            told.add("failed");
        }
    }

    @Test
    void aSliceInDoubtIsExportedAndHasToBeReadAgain() {
        tally.doubted(SLICE, Problem.of("no list"));
        tally.exported(SLICE, EXPORT);
        assertThat(told).containsExactly("exported", "recorded");
        assertThat(figures.rows()).isEqualTo(4);
        assertThat(figures.failures()).containsEntry(SLICE, Problem.of("no list"));
        assertThat(tally.isComplete()).isFalse();
        assertThat(tally.failed()).isEmpty();
    }

    @Test
    void aSliceThatFailedIsToldAndNotRecorded() {
        tally.failed(SLICE, Problem.of("denied"));
        assertThat(told).containsExactly("failed");
        assertThat(figures.failures()).containsEntry(SLICE, Problem.of("denied"));
        assertThat(tally.failed()).containsExactly(SLICE);
        assertThat(tally.isComplete()).isFalse();
    }

    @Test
    void pagesOfARunBeforeAreNotOfThisOne() {
        tally.page(SLICE, new RowPage(1, List.of()));
        Tally next = new Tally(figures, new Told(), () -> {});
        assertThat(tally.hasPages()).isTrue();
        assertThat(next.hasPages()).isFalse();
        assertThat(next.isComplete()).isTrue();
    }
}
