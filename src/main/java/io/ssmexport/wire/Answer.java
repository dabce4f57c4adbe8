package io.ssmexport.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The body of a successful answer. Its token is known at once, so that the next page can be asked for; all else, which is
 * most of the work, is read when it is wanted and by whom it is wanted.
 */
public final class Answer {

    /** As Python's parser has it, and beyond it: what stands in a text is the sender's. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] body;
    private final @Nullable String nextToken;

    /** @throws JsonProcessingException if there is no token at the body's end and it isn't a JSON object */
    Answer(byte[] body) throws IOException {
        this.body = body;
        String atEnd = NextToken.atEnd(body);
        String found = atEnd == null ? NextToken.anywhere(json()) : atEnd;
        this.nextToken = found == null || found.isEmpty() ? null : found;
    }

    /**
     * Reads the body of a response; in few system calls and without copies, if the service says how long it is.
     *
     * @throws JsonProcessingException as the constructor does
     */
    static Answer read(InputStream body, SdkHttpResponse head) throws IOException {
        int length = head.firstMatchingHeader("Content-Length")
                .map(text -> NumberInput.parseAsInt(text, -1))
                .orElse(-1);
        if (length < 0) {
            return new Answer(body.readAllBytes());
        }
        byte[] whole = new byte[length];
        int read = body.readNBytes(whole, 0, length);
        return new Answer(read == length ? whole : Arrays.copyOf(whole, read));
    }

    /** Token of the page after this one; null, or empty on the wire, ends the list. */
    public @Nullable String nextToken() {
        return nextToken;
    }

    /** Reads the body from its start. */
    public JsonParser json() throws IOException {
        return JSON.createParser(body);
    }
}
