package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SliceQueueTest {

    @Test
    void aSourceAloneGetsAllWorkersInTheOrderOfThePlan() {
        SliceQueue queue = new SliceQueue(List.of(slice("1", "a", 3), slice("1", "a", 2), slice("1", "a", 1)));
        assertThat(take(queue, 3)).containsExactly(slice("1", "a", 3), slice("1", "a", 2), slice("1", "a", 1));
    }

    @Test
    void anAccountThatIsSlowHoldsNoMoreThanOneWorkerWhileOthersHaveWork() {
        SliceQueue queue = new SliceQueue(Stream.of(4, 3, 2, 1)
                .flatMap(day -> Stream.of(slice("1", "a", day), slice("1", "b", day), slice("2", "a", day)))
                .toList());
        assertThat(take(queue, 2)).containsExactly(slice("1", "a", 4), slice("2", "a", 4));
        for (int day = 4; day > 1; day--) {
            queue.done(slice("2", "a", day));
            assertThat(queue.take()).isEqualTo(slice("2", "a", day - 1));
        }
    }

    @Test
    void regionsOfAnAccountTakeTurns() {
        SliceQueue queue =
                new SliceQueue(List.of(slice("1", "a", 3), slice("1", "a", 2), slice("1", "b", 3), slice("1", "b", 2)));
        assertThat(take(queue, 3)).containsExactly(slice("1", "a", 3), slice("1", "b", 3), slice("1", "a", 2));
    }

    @Test
    void theLastAccountGetsAllWorkers() {
        SliceQueue queue = new SliceQueue(List.of(slice("1", "a", 2), slice("1", "a", 1), slice("2", "a", 2)));
        assertThat(take(queue, 3)).containsExactly(slice("1", "a", 2), slice("2", "a", 2), slice("1", "a", 1));
    }

    /** An account's second lane begins when each of the others has begun one. */
    @Test
    void lanesAreHandedOutInTheOrderInWhichTheirFirstSlicesHaveTheirTurn() {
        assertThat(SliceQueue.lanes(List.of(
                        slice("1", "b", 4),
                        slice("1", "a", 4),
                        slice("1", "b", 3),
                        slice("2", "a", 2),
                        slice("2", "a", 1))))
                .containsExactly(
                        Source.of(slice("1", "b", 4)), Source.of(slice("2", "a", 2)), Source.of(slice("1", "a", 4)));
    }

    private static List<Slice> take(SliceQueue queue, int slices) {
        return Stream.generate(queue::take).limit(slices).toList();
    }

    private static Slice slice(String account, String region, int day) {
        return new Slice(
                "00000000000" + account,
                "us-" + region,
                Instant.parse("2026-11-0" + day + "T00:00:00Z"),
                Duration.ofDays(1));
    }
}
