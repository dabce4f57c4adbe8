package io.ssmexport.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the token in the body of an answer. */
final class NextToken {

    private static final String NAME = "NextToken";
    private static final String QUOTE = "\"";

    private final byte[] body;

    /** Bytes that are left of it, from the start. */
    private int left;

    private NextToken(byte[] body) {
        this.body = body;
        this.left = body.length;
    }

    /**
     * The token if it is the object's last member, where the service puts it, found without reading what precedes it; null
     * if the body ends in any other way.
     *
     * <p>The last brace of a JSON text closes its outermost object, so a member just before it is that object's. Without a
     * backslash before them the quotes can't be part of a text.
     */
    static @Nullable String atEnd(byte[] body) {
        return new NextToken(body).member();
    }

    private @Nullable String member() {
        if (!takes("}") || !takes(QUOTE)) {
            return null;
        }
        int end = left;
        while (left > 0 && body[left - 1] != '"') {
            left--;
            if (body[left] == '\\') {
                return null;
            }
        }
        int start = left;
        return takes(QUOTE) && takes(":") && takes(QUOTE + NAME + QUOTE) && (takes(",") || takes("{"))
                ? new String(body, start, end - start, StandardCharsets.UTF_8)
                : null;
    }

    /** Takes white space and these characters from the end, if it is those. */
    private boolean takes(String wanted) {
        while (left > 0 && isSpace(body[left - 1])) {
            left--;
        }
        int from = left - wanted.length();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (body[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        left = from;
        return true;
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /**
     * The token wherever it stands among the object's members.
     *
     * @throws JsonParseException if the body isn't a JSON object
     */
    static Optional<String> anywhere(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(json, "it must be a JSON object");
        }
        String found = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean wanted = json.currentName().equals(NAME);
            if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
                found = json.getText();
            }
            json.skipChildren();
        }
        if (json.nextToken() != null) {
            throw new JsonParseException(json, "it must end after its JSON object");
        }
        return Optional.ofNullable(found);
    }
}
