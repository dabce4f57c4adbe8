package io.ssmexport.ssm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a number, a time or a truth in whatever form it came, if it is certain what it says; else null. */
final class Scalar {

    /** Of an int that is certain to fit. */
    private static final int DIGITS_OF_INT = 9;

    /** Of a number that is read at all: all that a time or an int can have, and zeros behind the point. */
    private static final int MOST_CHARACTERS = 100;

    /** Digits before the point of a number that is read at all, and zeros behind it. */
    private static final int MOST_DIGITS = 20;

    /** The times that SQL, Python and every sink here can hold. */
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private static final DateTimeFormatter ISO_8601 = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final int DATE_LENGTH = "2026-11-19".length();

    private Scalar() {}

    /** A whole number, {@code 1.0} and text too; one beyond int is none. */
    static @Nullable Integer integer(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= DIGITS_OF_INT) {
            return json.getIntValue();
        }
        BigDecimal number = number(json);
        try {
            return number == null ? null : (Integer) number.intValueExact();
        } catch (ArithmeticException notAnInt) {
            return null;
        }
    }

    static @Nullable Boolean truth(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING ->
                json.getText().equalsIgnoreCase("true")
                        ? Boolean.TRUE
                        : json.getText().equalsIgnoreCase("false") ? Boolean.FALSE : null;
            default -> null;
        };
    }

    /**
     * Seconds since 1970 with a fraction, in either notation, to the millisecond as the SDK has it; or ISO 8601 text, which is
     * UTC if it doesn't say otherwise. Only of the years 1 to 9999.
     */
    static @Nullable Instant time(JsonParser json) throws IOException {
        BigDecimal seconds = number(json);
        if (seconds != null) {
            long millis = seconds.movePointRight(3).longValue();
            return millis < FIRST || millis > LAST ? null : Instant.ofEpochMilli(millis);
        }
        return json.currentToken() == JsonToken.VALUE_STRING ? iso8601(json.getText()) : null;
    }

    private static @Nullable Instant iso8601(String text) {
        boolean blank = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
        String written = blank ? text.substring(0, DATE_LENGTH) + "T" + text.substring(DATE_LENGTH + 1) : text;
        try {
            Object parsed = ISO_8601.parseBest(written, OffsetDateTime::from, LocalDateTime::from);
            long millis = (parsed instanceof OffsetDateTime time
                            ? time
                            : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC))
                    .toInstant()
                    .toEpochMilli();
            return millis < FIRST || millis > LAST ? null : Instant.ofEpochMilli(millis);
        } catch (DateTimeException | ArithmeticException noTime) {
            return null;
        }
    }

    /** Null for what no column could hold, so that nothing is computed with {@code 1e999999999}. */
    private static @Nullable BigDecimal number(JsonParser json) throws IOException {
        boolean readable = json.currentToken().isNumeric() || json.currentToken() == JsonToken.VALUE_STRING;
        if (!readable || json.getTextLength() > MOST_CHARACTERS) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            int digits = number.precision() - number.scale();
            return digits > MOST_DIGITS || number.scale() > MOST_CHARACTERS ? null : number;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
