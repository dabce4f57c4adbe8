package io.ssmexport.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The body of a successful answer. Its token is known at once, so that the next page can be asked for; all else, which is
 * most of the work, is read when it is wanted and by whom it is wanted.
 */
public final class Answer {

    /** As Python's parser has it, and beyond it: what stands in a text is the sender's. Only nesting has a limit, of 1000. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] body;
    private final @Nullable String nextToken;
    private final @Nullable Instant date;

    /** @throws JsonProcessingException if there is no token at the body's end and it isn't a JSON object */
    Answer(byte[] body, @Nullable Instant date) throws IOException {
        this.body = body;
        this.date = date;
        String atEnd = NextToken.atEnd(body);
        String found = atEnd == null ? parse(NextToken::anywhere).orElse(null) : atEnd;
        this.nextToken = found == null || found.isEmpty() ? null : found;
    }

    /**
     * Reads the body of a response.
     *
     * @throws AnswerLimitException if it is too long
     * @throws JsonProcessingException as the constructor does
     */
    static Answer read(InputStream body, SdkHttpResponse head) throws IOException {
        return new Answer(AnswerLimit.read(body, head), ServiceDate.of(head).orElse(null));
    }

    /** Token of the page after this one; null, or empty on the wire, ends the list. */
    public @Nullable String nextToken() {
        return nextToken;
    }

    /** Length of the body. */
    public int bytes() {
        return body.length;
    }

    /** When the service gave it; null if it doesn't say. */
    public @Nullable Instant date() {
        return date;
    }

    /**
     * Names of the body's members.
     *
     * @throws JsonProcessingException if it isn't a JSON object
     */
    public List<String> members() throws IOException {
        return parse(json -> {
            List<String> names = new ArrayList<>();
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                names.add(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
            return names;
        });
    }

    /** Reads the body from its start. */
    public JsonParser json() throws IOException {
        return JSON.createParser(body);
    }

    /** What is made of a body, read from its start. */
    public interface Reading<T> {
        T of(JsonParser json) throws IOException;
    }

    /** Reads the body; where it isn't JSON, once more, which takes longer, with U+FFFD for what is no UTF-8. */
    public <T> T parse(Reading<T> reading) throws IOException {
        try (JsonParser json = json()) {
            return reading.of(json);
        } catch (JsonParseException e) {
            InputStream bytes = new ByteArrayInputStream(body);
            try (JsonParser json = JSON.createParser(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
                return reading.of(json);
            }
        }
    }
}
