package io.ssmexport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.CommandFilter;

class RequestWindowTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-19T00:00:00Z, 2026-11-20T00:00:00Z, 2026-11-18T23:59:59Z, 2026-11-20T00:00:01Z",
        "2026-11-19T00:00:00.999Z, 2026-11-19T23:59:59.001Z, 2026-11-18T23:59:59Z, 2026-11-20T00:00:01Z",
        "2026-11-19T00:00:01Z, 2026-11-19T00:00:01.000001Z, 2026-11-19T00:00:00Z, 2026-11-19T00:00:03Z",
    })
    void theServiceIsAskedForASecondMoreAtBothEndsInWholeSeconds(
            Instant from, Instant until, String after, String before) {
        assertThat(new RequestWindow(from, until).filters())
                .extracting(CommandFilter::keyAsString, CommandFilter::value)
                .containsExactly(tuple("InvokedAfter", after), tuple("InvokedBefore", before));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-18T23:59:59.999Z, false",
        "2026-11-19T00:00:00Z, true",
        "2026-11-19T23:59:59.999Z, true",
        "2026-11-20T00:00:00Z, false",
        ", false",
    })
    void itsStartIsInItAndItsEndIsNot(@Nullable Instant requested, boolean isIn) {
        RequestWindow day =
                new RequestWindow(Instant.parse("2026-11-19T00:00:00Z"), Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(day.contains(requested)).isEqualTo(isIn);
    }
}
