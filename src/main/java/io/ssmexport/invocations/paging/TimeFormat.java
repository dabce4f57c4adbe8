package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** What becomes of the times in an answer: the setting {@code cli_timestamp_format} of the AWS CLI. */
public enum TimeFormat {
    /** Seconds since 1970, as they came. */
    WIRE {
        @Override
        public JsonNode of(JsonNode seconds) {
            return seconds;
        }
    },
    /** Such as {@code 2026-11-19T11:41:54.008000+00:00}, in the time zone of this machine. */
    ISO8601 {
        @Override
        public JsonNode of(JsonNode seconds) {
            long micros = new BigDecimal(seconds.doubleValue())
                    .movePointRight(MICROS)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValue();
            Instant instant = Instant.ofEpochSecond(
                    Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1000L);
            boolean whole = instant.get(ChronoField.MICRO_OF_SECOND) == 0;
            return TextNode.valueOf((whole ? SECONDS : FRACTIONS)
                    .withZone(ZoneId.systemDefault())
                    .format(instant));
        }
    };

    private static final int MICROS = 6;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter FRACTIONS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    /** What is printed for a time: a number or a text. */
    public abstract JsonNode of(JsonNode seconds);
}
