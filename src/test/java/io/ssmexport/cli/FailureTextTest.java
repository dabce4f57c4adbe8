package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void slicesOfASourceThatFailedForTheSameReasonAreOneLine() {
        Map<Slice, String> failures = new LinkedHashMap<>();
        failures.put(slice("us-east-1", 1), "[111111111111 us-east-1] denied");
        failures.put(slice("us-east-1", 2), "[111111111111 us-east-1 2026-11-02 page 1] denied");
        failures.put(slice("eu-west-1", 2), "[111111111111 eu-west-1 2026-11-02 page 1] denied");
        failures.put(slice("us-east-1", 3), "[111111111111 us-east-1 2026-11-03 page 7] cut");
        assertThat(FailureText.lines(failures))
                .containsExactly(
                        "failed: 2 slices, 2026-11-01 to 2026-11-02: [111111111111 us-east-1 2026-11-02 page 1] denied",
                        "failed: [111111111111 eu-west-1 2026-11-02 page 1] denied",
                        "failed: [111111111111 us-east-1 2026-11-03 page 7] cut");
    }

    private static Slice slice(String region, int day) {
        return new Slice("111111111111", region, Instant.parse("2026-11-0" + day + "T00:00:00Z"), Duration.ofDays(1));
    }
}
