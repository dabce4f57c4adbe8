package io.ssmexport.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Quantity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT15M", "PT1H", "PT8H", "PT24H"})
    void aWidthDividesADay(Duration width) {
        Slice.requireDividesADay(width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "PT30S", "PT90S", "PT7H", "PT25H", "PT48H", "PT1M0.5S"})
    void anyOtherIsNone(Duration width) {
        assertThatThrownBy(() -> Slice.requireDividesADay(width))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slice must be whole minutes that divide a day but was " + Quantity.of(width));
        assertThatThrownBy(() -> new Slice("012345678901", "us-east-1", Instant.EPOCH, width))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("slice must be whole minutes");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-19T00:00:00Z, PT24H, 2026-11-19T00:00:00Z",
        "2026-11-19T23:59:59.999Z, PT24H, 2026-11-19T00:00:00Z",
        "2026-11-19T08:00:00Z, PT8H, 2026-11-19T08:00:00Z",
        "2026-11-19T07:59:59.999999999Z, PT8H, 2026-11-19T00:00:00Z",
        "1969-12-31T23:00:00Z, PT6H, 1969-12-31T18:00:00Z"
    })
    void anInstantLiesInTheSliceThatBeganBefore(Instant instant, Duration width, Instant start) {
        assertThat(Slice.floor(instant, width)).isEqualTo(start);
    }

    @Test
    void aSliceIsNamedByItsStartInUtc() {
        Slice slice = new Slice(
                "012345678901", "ap-southeast-2", Instant.parse("2026-11-19T23:45:00Z"), Duration.ofMinutes(15));
        assertThat(slice.end()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(slice.nameInDay()).isEqualTo("012345678901_ap-southeast-2_2345");
        assertThat(slice.name()).isEqualTo("2026-11-19_012345678901_ap-southeast-2_2345");
        assertThat(slice).hasToString("012345678901 ap-southeast-2 2026-11-19T23:45:00Z");
    }

    @Test
    void aSliceBeginsWhereItsWidthLets() {
        assertThatThrownBy(() -> new Slice(
                        "012345678901", "us-east-1", Instant.parse("2026-11-19T01:00:00Z"), Duration.ofHours(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("start must be aligned to 8h but was 2026-11-19T01:00:00Z");
    }
}
