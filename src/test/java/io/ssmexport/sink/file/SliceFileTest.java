package io.ssmexport.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.slice.Source;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceFileTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-19T00:00:00Z, 2026-11-20T00:00:00Z, true",
        "2026-11-19T23:59:59.999Z, 2026-11-30T00:00:00Z, true",
        "2026-11-20T00:00:00Z, 2026-11-30T00:00:00Z, false",
        "2026-11-01T00:00:00Z, 2026-11-19T00:00:00.001Z, true",
        "2026-11-01T00:00:00Z, 2026-11-19T00:00:00Z, false",
        "2026-11-19T00:00:00Z, 2026-11-19T01:00:00Z, true",
    })
    void aFileIsReadForAWindowThatHasAnyOfItsDay(Instant from, Instant until, boolean isRead) {
        SliceFile file = new SliceFile(
                "requested_date=2026-11-19/111122223333_us-east-1_0600.parquet",
                new Source("111122223333", "us-east-1"),
                Instant.parse("2026-11-19T06:00:00Z"),
                ".parquet");
        assertThat(file.isOfDayWithin(from, until)).isEqualTo(isRead);
    }
}
