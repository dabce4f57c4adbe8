package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

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
                return text(time.toLocalDateTime(), time.get(ChronoField.MICRO_OF_SECOND), time.getOffset());
            } catch (DateTimeException notIso8601) {
                return text;
            }
        }

        /** Beyond the years that Python has, what came. Rounded as Python does. */
        private static JsonNode ofSeconds(JsonNode came, double seconds) {
            if (!(seconds >= FIRST && seconds < END)) {
                return came;
            }
            double whole = Math.floor(seconds);
            long micros = (long) Math.rint((seconds - whole) * MICROS_PER_SECOND);
            long second = (long) whole + micros / MICROS_PER_SECOND;
            ZoneOffset offset = ZoneId.systemDefault().getRules().getOffset(Instant.ofEpochSecond(second));
            return text(LocalDateTime.ofEpochSecond(second, 0, offset), (int) (micros % MICROS_PER_SECOND), offset);
        }

        /** By hand: a list has six times in each invocation, and Java's formatter took a seventh of its time. */
        private static TextNode text(LocalDateTime time, int micros, ZoneOffset offset) {
            StringBuilder text =
                    new StringBuilder(LENGTH).append(time.toLocalDate()).append('T');
            padded(text, time.getHour(), 2);
            padded(text.append(':'), time.getMinute(), 2);
            padded(text.append(':'), time.getSecond(), 2);
            if (micros != 0) {
                padded(text.append('.'), micros, MICROS);
            }
            String zone = offset.getId();
            text.append(zone.equals("Z") ? "+00:00" : zone.substring(0, OFFSET_LENGTH));
            return TextNode.valueOf(text.toString());
        }

        private static void padded(StringBuilder text, int number, int digits) {
            String written = Integer.toString(number);
            text.append("0".repeat(digits - written.length())).append(written);
        }
    };

    private static final double FIRST = -62135596800.0;
    private static final double END = 253402300800.0;
    private static final int MICROS = 6;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int LENGTH = "2026-11-19T11:41:54.008000+00:00".length();
    private static final int OFFSET_LENGTH = "+00:00".length();

    /**
     * What is printed for a time: a number or a text.
     *
     * @param time of the same types; seconds since 1970, unless the sender had ISO 8601
     */
    public abstract JsonNode of(JsonNode time);
}
