package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** What becomes of the times in an answer: the setting {@code cli_timestamp_format} of the AWS CLI. */
public enum TimeFormat {
    /** As they came. */
    WIRE {
        @Override
        public JsonNode of(JsonNode time) {
            return time;
        }
    },
    /** Such as {@code 2026-11-19T11:41:54.008000+00:00}, in the time zone of this machine. */
    ISO8601 {
        @Override
        public JsonNode of(JsonNode time) {
            return time.isTextual() ? ofText(time) : ofSeconds(time, time.doubleValue());
        }

        private static JsonNode ofText(JsonNode text) {
            try {
                return ofSeconds(text, Double.parseDouble(text.textValue()));
            } catch (NumberFormatException noNumber) {
                return isoFormat(text);
            }
        }

        private static JsonNode isoFormat(JsonNode text) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text.textValue());
                return TextNode.valueOf(
                        (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : FRACTIONS).format(time));
            } catch (DateTimeException notIso8601) {
                return text;
            }
        }

        /** Beyond the years that Python has, what came. */
        private static JsonNode ofSeconds(JsonNode came, double seconds) {
            if (!(seconds >= FIRST && seconds < END)) {
                return came;
            }
            long micros = new BigDecimal(seconds)
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

    private static final double FIRST = -62135596800.0;
    private static final double END = 253402300800.0;
    private static final int MICROS = 6;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter FRACTIONS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    /**
     * What is printed for a time: a number or a text.
     *
     * @param time of the same types; seconds since 1970, unless the sender had ISO 8601
     */
    public abstract JsonNode of(JsonNode time);
}
