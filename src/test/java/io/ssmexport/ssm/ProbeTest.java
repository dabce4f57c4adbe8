package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {

    private static final Instant UNTIL = Instant.parse("2026-11-19T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "11:59:59.990,                            PT15M",
        "11:59:50 11:59:58,                       PT15M",
        "02:00:00,                                PT10H",
        "11:59:20 11:59:30 11:59:40 11:59:50 11:59:59, PT40S"
    })
    void aPageStandsForTheTimeFromItsFirstCommandOnButOneCommandTellsNoRate(String requested, Duration span) {
        List<Instant> times = Arrays.stream(requested.split(" "))
                .map(time -> Instant.parse("2026-11-19T" + time + "Z"))
                .toList();
        assertThat(Probe.span(times, UNTIL)).isEqualTo(span);
    }

    @ParameterizedTest
    @CsvSource({"false, 144000", "true, 50"})
    void aDayOfOneCommandThatFillsThePageIsNoMillions(boolean isAll, double most) {
        Duration span = Probe.span(List.of(UNTIL.minusMillis(3)), UNTIL);
        Duration month = Duration.ofDays(30);
        assertThat(new Probe(50, isAll, span, Duration.ofMillis(9)).invocationsIn(month, month))
                .isEqualTo(most);
    }
}
