package io.ssmexport.sink.file.staging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {

    @ParameterizedTest
    @CsvSource({
        "'', 1, aa, 1-aa",
        "1-aa, 21, aa, 1-aa",
        "1-aa, 21, bb, '1-aa,21-bb'",
        "'1-aa,21-bb', 41, bb, '1-aa,21-bb'",
        "'1-aa,21-bb', 21, cc, '1-aa,21-cc'",
        "'1-aa,21-bb', 1, cc, 1-cc",
        "'1-aa,21-bb', 41, aa, '1-aa,21-bb,41-aa'",
        "'', 1, '', ''"
    })
    void fromAPageOnThosePartsCountThatWereWrittenLast(String before, int page, String attempt, String after) {
        assertThat(Attempts.parse(before).from(page, attempt).text()).isEqualTo(after);
        assertThat(Attempts.parse(after)).isEqualTo(Attempts.parse(before).from(page, attempt));
    }

    @Test
    void ofEachPageOneAttemptCounts() {
        Attempts attempts = Attempts.parse("1-aa,21-bb");
        assertThat(attempts.has(1, "aa")).isTrue();
        assertThat(attempts.has(20, "aa")).isTrue();
        assertThat(attempts.has(21, "aa")).isFalse();
        assertThat(attempts.has(21, "bb")).isTrue();
        assertThat(attempts.has(1, "")).isFalse();
        assertThat(Attempts.NONE.has(1, "")).isTrue();
        assertThat(Attempts.NONE.has(1, "aa")).isFalse();
    }
}
