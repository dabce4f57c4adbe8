package io.ssmexport.job.slices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.failure.Problem;
import io.ssmexport.sink.SliceExport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of a slice, once it is over, to the run that handed it out.
 *
 * @param worker its name, for people
 * @param export what is in the destination; null if the slice failed
 * @param problem why it failed, or null
 * @param doubt why it has to be read again all the same, or null
 * @param full whether it failed because the volume is full, so that others would fail too
 * @param pages that this worker read of it
 * @param commits of this worker
 * @param retries attempts of this worker beyond the first of each request, since it last said so
 * @param throttles those of them that the service refused because there were too many
 * @param redactions secrets masked, by rule
 * @param strange values that their columns couldn't hold
 * @param warnings what the operator has to look after
 */
record SliceOutcome(
        String worker,
        @Nullable SliceExport export,
        @Nullable Problem problem,
        @Nullable Problem doubt,
        boolean full,
        long pages,
        long commits,
        long retries,
        long throttles,
        Map<String, Long> redactions,
        List<StrangeColumn> strange,
        List<String> warnings) {

    /** A worker of another version may say more. */
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    String text() {
        try {
            // Postgres can't hold it.
            return JSON.writeValueAsString(this).replace("\\u0000", "\\uFFFD");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static SliceOutcome parse(String text) {
        try {
            return JSON.readValue(text, SliceOutcome.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
