package io.ssmexport.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @Test
    void oneIsSingularAndAllOthersArePlural() {
        assertThat(Quantity.of(0, "slice")).isEqualTo("0 slices");
        assertThat(Quantity.of(1, "slice")).isEqualTo("1 slice");
        assertThat(Quantity.of(2, "slice")).isEqualTo("2 slices");
        assertThat(Quantity.of(1, "retry", "retries")).isEqualTo("1 retry");
        assertThat(Quantity.of(3, "retry", "retries")).isEqualTo("3 retries");
    }

    @ParameterizedTest
    @CsvSource({
        "P30D, 30d",
        "PT24H, 1d",
        "PT36H, 36h",
        "PT12H, 12h",
        "PT90M, 90m",
        "PT90S, 90s",
        "PT0.5S, PT0.5S",
        "PT0S, PT0S",
        "PT-1H, PT-1H"
    })
    void aLengthIsWrittenAsAnOptionTakesIt(Duration length, String text) {
        assertThat(Quantity.of(length)).isEqualTo(text);
    }
}
