package io.ssmexport.invocations.paging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each time beside what Python's {@code datetime} made of it. */
class TimeFormatTest {

    @ParameterizedTest
    @CsvSource({
        "1763465514.008, 2025-11-18T11:31:54.008000Z",
        "1763465514, 2025-11-18T11:31:54Z",
        "0.0000005, 1970-01-01T00:00:00Z",
        "0.0000015, 1970-01-01T00:00:00.000002Z",
        "1763465514.9999995, 2025-11-18T11:31:55Z",
        "-1.25, 1969-12-31T23:59:58.750000Z",
        "-0.0000005, 1970-01-01T00:00:00Z",
        "253402300799.5, 9999-12-31T23:59:59.500000Z",
        "12345678.1234565, 1970-05-23T21:21:18.123457Z",
    })
    void roundsAsPythonDoes(double seconds, OffsetDateTime time) {
        String text = TimeFormat.ISO8601.of(DoubleNode.valueOf(seconds)).textValue();

        assertThat(OffsetDateTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-18T01:02:03.5+05:30, 2026-11-18T01:02:03.500000+05:30",
        "0987-06-05T04:03Z, 0987-06-05T04:03:00+00:00",
        "2026-11-18T00:00:00.000009-03:00, 2026-11-18T00:00:00.000009-03:00",
        "yesterday, yesterday",
    })
    void hasSixDigitsOfASecondOrNone(String came, String printed) {
        assertThat(TimeFormat.ISO8601.of(TextNode.valueOf(came)).textValue()).isEqualTo(printed);
    }
}
