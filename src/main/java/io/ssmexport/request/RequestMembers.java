package io.ssmexport.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a request, in the order in which the AWS CLI finds them; null stands for what nobody said. Not yet checked. */
public final class RequestMembers {

    private final ObjectNode members = JsonNodeFactory.instance.objectNode();

    /** A value, or what the file holds that it names as {@code file://PATH}. */
    public static @Nullable String resolve(String option, @Nullable String value) {
        return value == null ? null : ParameterFile.resolve(option, value);
    }

    /** Whether it stands for what is in a file as bytes, which the AWS CLI takes for texts only where it reads JSON or YAML. */
    public static boolean isOfBytes(@Nullable String value) {
        return value != null && ParameterFile.isOfBytes(value);
    }

    /** A text, which may be in a file. */
    public RequestMembers text(String member, String option, @Nullable String value) {
        if (value != null) {
            String text = ParameterFile.resolve(option, value);
            if (isOfBytes(value)) {
                members.put(member, text.getBytes(StandardCharsets.UTF_8));
            } else {
                members.put(member, text);
            }
        }
        return this;
    }

    public RequestMembers number(String member, @Nullable Integer value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    public RequestMembers truth(String member, @Nullable Boolean value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    /**
     * A list of structures: JSON as one value, or shorthand or a JSON object in each value. What is in a file is one text for
     * the AWS CLI, not a list of one: only JSON becomes a list there, and shorthand a structure, which a check refuses.
     *
     * @throws ParameterMistake if it is neither
     */
    public RequestMembers structures(String member, String option, @Nullable List<String> values) {
        if (values == null) {
            return this;
        }
        String given = values.isEmpty() ? "" : values.get(0);
        String only = values.size() == 1 ? ParameterFile.resolve(option, given) : given;
        String first = only.strip();
        boolean shorthand = !first.startsWith("[") && !first.startsWith("{");
        if (values.size() == 1 && first.startsWith("[")) {
            members.set(member, json(option, only));
        } else if (values.size() == 1 && ParameterFile.isNamed(given)) {
            if (!shorthand) {
                // The AWS CLI takes its characters for the list's elements.
                throw failure(
                        option,
                        "Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
                        first.substring(0, 1));
            }
            members.set(member, shorthand(option, only));
        } else {
            ArrayNode structures = members.putArray(member);
            values.forEach(value -> structures.add(shorthand ? shorthand(option, value) : object(option, value)));
        }
        return this;
    }

    /**
     * Adds what a JSON object says of members that have no value yet.
     *
     * @param value JSON, or {@code file://PATH}
     * @throws ParameterMistake if it isn't a JSON object
     */
    public RequestMembers defaults(@Nullable String value) {
        if (value == null) {
            return this;
        }
        String text = ParameterFile.resolve("--cli-input-json", value);
        JsonNode json = json("cli-input-json", text);
        if (!json.isObject()) {
            throw failure("cli-input-json", "Invalid JSON: an object of request members is expected", text);
        }
        json.properties().forEach(member -> members.putIfAbsent(member.getKey(), member.getValue()));
        return this;
    }

    /** What was put together so far. */
    public ObjectNode toJson() {
        return members;
    }

    private static JsonNode object(String option, String value) {
        if (!value.strip().startsWith("{")) {
            throw new ParameterMistake(option, "Invalid JSON:", "\n" + value);
        }
        return json(option, value);
    }

    private static JsonNode shorthand(String option, String value) {
        try {
            return Shorthand.parse(option, value);
        } catch (Shorthand.SyntaxException e) {
            throw new ParameterMistake(option, e.said(), e.input(), e);
        }
    }

    private static JsonNode json(String option, String text) {
        try {
            JsonNode json = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(text);
            if (json.isMissingNode()) {
                throw failure(option, "Invalid JSON: it is empty", text);
            }
            return json;
        } catch (JsonProcessingException e) {
            throw failure(
                    option,
                    "Invalid JSON: " + e.getOriginalMessage() + ": line "
                            + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr(),
                    text);
        }
    }

    private static ParameterMistake failure(String option, String said, String text) {
        return new ParameterMistake(option, said, "\nJSON received: " + text);
    }
}
