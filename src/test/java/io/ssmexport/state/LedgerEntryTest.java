package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerEntryTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T00:00:00Z,     0, true",
        "2026-11-20T00:00:00Z,     1, false",
        "2026-11-19T23:59:59.999Z, 0, false",
        "2026-11-19T00:00:00Z,     0, false",
    })
    void aSliceIsSealedOnceItWasReadToItsEndAndNothingInItWasOpen(Instant readUntil, int open, boolean sealed) {
        Slice slice = new Slice("123456789012", "us-east-1", Instant.parse("2026-11-19T00:00:00Z"), Duration.ofDays(1));
        SliceExport export = new SliceExport(7, open, 7, 0, null, 0, null);
        assertThat(new LedgerEntry(slice, readUntil, 1, export, slice.end()).isSealed())
                .isEqualTo(sealed);
    }
}
