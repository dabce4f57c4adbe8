package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final Waiting waiting = new Waiting(Duration.ofSeconds(30));

    private List<Long> said(String signs, int from, int until) {
        return IntStream.range(from, until)
                .boxed()
                .flatMap(
                        second -> waiting.look(signs, Duration.ofSeconds(second).toNanos()).stream())
                .map(Duration::toSeconds)
                .toList();
    }

    @Test
    void whoeverHearsNothingSaysSoEachTimeThatTwiceAsMuchTimeHasPassed() {
        assertThat(said("none", 0, 1000)).containsExactly(30L, 60L, 120L, 240L, 480L, 960L);
        assertThat(waiting.isLong()).isTrue();
    }

    @Test
    void afterHoursItIsSaidOnceAnHour() {
        assertThat(said("none", 0, 6 * 3600)).endsWith(3840L, 7440L, 11_040L, 14_640L, 18_240L);
    }

    @Test
    void anySignOfLifeBeginsTheWaitAnew() {
        assertThat(said("none", 0, 40)).containsExactly(30L);
        assertThat(said("page 1", 40, 69)).isEmpty();
        assertThat(waiting.isLong()).isFalse();
        assertThat(said("page 1", 69, 72)).containsExactly(30L);
    }
}
