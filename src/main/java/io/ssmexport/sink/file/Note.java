package io.ssmexport.sink.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.ssmexport.sink.Reading;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What files say of how their rows were read. A newer version may have more to say.
 *
 * @param slice width of the slices in ISO 8601, or null where there is no file per slice
 */
record Note(Reading reading, @Nullable String slice) {

    /** Key among the facts of a file. */
    static final String FACT = "ssm-export.reading";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER = JSON.readerFor(Note.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    static Note of(Reading reading, @Nullable Duration width) {
        return new Note(reading, width == null ? null : width.toString());
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param file where it stands
     * @throws io.ssmexport.failure.Failure of kind USAGE if it is something else
     */
    static Note parse(String text, String file) {
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException e) {
            throw FileProblem.unusable(file, "its note of how it was read is damaged: " + e.getOriginalMessage());
        }
    }
}
