package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final long MONTHS = 100L * 86_400_000;

    @Test
    void percentilesAreInterpolatedAsPostgresDoes() {
        Durations durations = of(10_000, 30_000, 20_000);
        assertThat(durations.percentile(0.5)).isEqualTo(20);
        assertThat(durations.percentile(0.9)).isEqualTo(28);
        assertThat(durations.max()).isEqualTo(30);
        assertThat(of(5).percentile(0.99)).isEqualTo(0.005);
    }

    @Test
    void theyStayExactBeyondWhatAnIntHolds() {
        Random random = new Random(1);
        long[] millis = LongStream.concat(random.longs(500, -MONTHS, MONTHS), random.longs(500, 0, 60_000))
                .toArray();
        Durations durations = of(Arrays.copyOf(millis, 600)).and(of(Arrays.copyOfRange(millis, 600, 1000)));
        Arrays.sort(millis);
        assertThat(durations.count()).isEqualTo(1000);
        for (int place = 0; place < 1000; place++) {
            assertThat(durations.percentile(place / 999.0))
                    .isBetween(millis[place] / 1000.0 - 0.5, millis[Math.min(place + 1, 999)] / 1000.0 + 0.5);
        }
        assertThat(durations.max()).isEqualTo(millis[999] / 1000.0);
    }

    private static Durations of(long... millis) {
        Durations durations = new Durations();
        Arrays.stream(millis).forEach(durations::add);
        return durations;
    }
}
