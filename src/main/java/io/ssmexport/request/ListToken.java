package io.ssmexport.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list, as the AWS CLI writes it down: base64 of {@code {"NextToken": "T1", "boto_truncate_amount": 1}},
 * where T1 is the service's token of a page and the amount says how many of its invocations were returned already. The
 * amount is absent at the start of a page, T1 is null for the first page. From botocore's {@code paginate.py}.
 *
 * @param request members that the token puts into the request; only ever NextToken, unless somebody made it up
 * @param returned invocations of the page that were returned already
 * @param isNull whether the amount is there and null, which the AWS CLI takes for none until it has to count on from it
 */
public record ListToken(ObjectNode request, int returned, boolean isNull) {

    private static final String NEXT_TOKEN = "NextToken";
    private static final String AMOUNT = "boto_truncate_amount";
    /** Letters of base64 that stand for three bytes. */
    private static final int GROUP = 4;

    /** Members whose values were bytes, which no token of this list has. */
    private static final String ENCODED = "boto_encoded_keys";

    private static final String OLD_SEPARATOR = "___";

    /** Start of the page with this token of the service; null for the first page. */
    public static ListToken ofPage(@Nullable String serviceToken) {
        return new ListToken(JsonNodeFactory.instance.objectNode().put(NEXT_TOKEN, serviceToken), 0, false);
    }

    /**
     * Reads a token of either client, or takes the text for one of the service.
     *
     * @throws TokenMistake if it can be neither
     */
    public static ListToken parse(String text) {
        JsonNode decoded = decode(text);
        if (!(decoded instanceof ObjectNode members)) {
            if (decoded != null && decoded.isValueNode()) {
                throw new TokenMistake(TextNode.valueOf(text));
            }
            return opaque(text);
        }
        if (members.hasNonNull(ENCODED)) {
            throw new TokenMistake(TextNode.valueOf(text));
        }
        members.remove(ENCODED);
        JsonNode amount = members.remove(AMOUNT);
        return new ListToken(members, amount(amount, text), amount != null && amount.isNull());
    }

    /** An index as Python takes it: none at all, and a truth value is a number there. */
    private static int amount(@Nullable JsonNode amount, String text) {
        if (amount == null || amount.isNull()) {
            return 0;
        }
        if (amount.isBoolean()) {
            return amount.booleanValue() ? 1 : 0;
        }
        if (amount.isIntegralNumber() && amount.canConvertToInt()) {
            return amount.intValue();
        }
        throw new TokenMistake(TextNode.valueOf(text));
    }

    private static @Nullable JsonNode decode(String text) {
        String letters = letters(text);
        if (letters == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(letters);
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(json);
        } catch (IllegalArgumentException | CharacterCodingException | JsonProcessingException e) {
            return null;
        }
    }

    /** Letters of base64 as Python takes them: strangers are passed over, padding too unless it ends a group; null without it. */
    private static @Nullable String letters(String text) {
        StringBuilder letters = new StringBuilder();
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int inGroup = letters.length() % GROUP;
            if (c == '=') {
                if (inGroup >= 2 && inGroup + ++padding >= GROUP) {
                    return letters.toString();
                }
            } else if (c == '+' || c == '/' || (c < 128 && Character.isLetterOrDigit(c))) {
                padding = 0;
                letters.append(c);
            }
        }
        return letters.length() % GROUP == 0 ? letters.toString() : null;
    }

    /** A token of the service, or one of the CLI's of before 2016: {@code T1___3}. */
    private static ListToken opaque(String text) {
        String[] parts = text.split(OLD_SEPARATOR, -1);
        if (parts.length > 2) {
            throw new TokenMistake(TextNode.valueOf(text));
        }
        if (parts.length == 2 && parts[1].matches("[+-]?\\d{1,9}")) {
            return new ListToken(
                    ofPage(parts[0].equals("None") ? null : parts[0]).request(), Integer.parseInt(parts[1]), false);
        }
        return ofPage(text.equals("None") ? null : text);
    }

    /**
     * Token of the service for the page; null for the first one.
     *
     * @throws TokenMistake if the token was made up
     */
    public @Nullable String serviceToken() {
        requireReal(request);
        String token = request.path(NEXT_TOKEN).textValue();
        return token == null || token.equals("None") ? null : token;
    }

    /** This page's token after so many of its invocations. */
    public String encode(int amount) {
        return encode(", \"" + AMOUNT + "\": " + amount, request.deepCopy().put(AMOUNT, amount));
    }

    /** This page's token. */
    public String encode() {
        return encode("", request);
    }

    private String encode(String amount, ObjectNode whole) {
        requireReal(whole);
        String token = request.path(NEXT_TOKEN).textValue();
        String quoted = token == null
                ? "null"
                : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(token)) + "\"";
        String json = "{\"" + NEXT_TOKEN + "\": " + quoted + amount + "}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private void requireReal(ObjectNode whole) {
        if (request.size() != 1 || !request.has(NEXT_TOKEN)) {
            throw new TokenMistake(whole);
        }
    }
}
