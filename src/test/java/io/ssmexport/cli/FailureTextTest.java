package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void slicesOfASourceThatFailedForTheSameReasonAreOneLine() {
        Map<Slice, Problem> failures = new LinkedHashMap<>();
        Problem denied = Problem.of("denied").withRemedy("allow it");
        failures.put(slice("us-east-1", 1), denied.at(Place.of("111111111111", "us-east-1")));
        failures.put(slice("us-east-1", 2), denied.at(page("us-east-1", 2, 1)));
        failures.put(slice("eu-west-1", 2), denied.at(page("eu-west-1", 2, 1)));
        failures.put(slice("us-east-1", 3), Problem.of("cut").at(page("us-east-1", 3, 7)));
        assertThat(lines(failures))
                .containsExactly(
                        "failed: 2 slices, 2026-11-01 to 2026-11-02: [111111111111 us-east-1 2026-11-02 page 1] denied;"
                                + " allow it",
                        "failed: [111111111111 eu-west-1 2026-11-02 page 1] denied; allow it",
                        "failed: [111111111111 us-east-1 2026-11-03 page 7] cut");
    }

    @Test
    void whatIsNoMatterOfASourceIsOneLine() {
        Map<Slice, Problem> failures = new LinkedHashMap<>();
        failures.put(slice("us-east-1", 2), Problem.of("full"));
        failures.put(slice("eu-west-1", 3), Problem.of("full"));
        failures.put(slice("us-east-1", 1), Problem.of("full"));
        assertThat(lines(failures)).containsExactly("failed: 3 slices, 2026-11-01 to 2026-11-03: full");
    }

    @Test
    void aCollectorGetsAccountRegionAndDaysByName() {
        Map<Slice, Problem> failures = new LinkedHashMap<>();
        Problem denied = new Problem(null, "AccessDeniedException", "denied", null);
        failures.put(slice("us-east-1", 1), denied.at(page("us-east-1", 1, 1)));
        failures.put(slice("us-east-1", 3), denied.at(Place.of("111111111111", "us-east-1")));
        assertThat(FailureText.lines(failures).get(0).members())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "account", "111111111111",
                        "region", "us-east-1",
                        "slices", 2,
                        "from", "2026-11-01",
                        "until", "2026-11-04",
                        "place", "111111111111 us-east-1 2026-11-01 page 1",
                        "code", "AccessDeniedException",
                        "what", "denied"));
    }

    @Test
    void theLongerWordsAreNotTheMoreExactOnes() {
        Map<Slice, Problem> failures = new LinkedHashMap<>();
        failures.put(slice("us-east-1", 1), Problem.of("denied").at(page("us-east-1", 1, 7)));
        failures.put(slice("us-east-1", 2), Problem.of("denied").at(Place.of("some-account-with-a-long-name", "x")));
        assertThat(lines(failures))
                .containsExactly(
                        "failed: 2 slices, 2026-11-01 to 2026-11-02: [111111111111 us-east-1 2026-11-01 page 7] denied");
    }

    private static List<String> lines(Map<Slice, Problem> failures) {
        return FailureText.lines(failures).stream().map(LogLine::text).toList();
    }

    private static Place page(String region, int day, int page) {
        return slice(region, day).place().and("page " + page);
    }

    private static Slice slice(String region, int day) {
        return new Slice("111111111111", region, Instant.parse("2026-11-0" + day + "T00:00:00Z"), Duration.ofDays(1));
    }
}
