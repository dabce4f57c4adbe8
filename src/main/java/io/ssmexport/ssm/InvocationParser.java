package io.ssmexport.ssm;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ssmexport.wire.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Reads the invocations of an answer into the SDK's classes, by the SDK's own list of their members, so that they equal
 * those that the SDK would have read. Members that it doesn't know and nulls are left out.
 */
final class InvocationParser {

    private InvocationParser() {}

    /** @throws IOException if the answer isn't JSON, or a member has the wrong type */
    static List<CommandInvocation> parse(Answer answer) throws IOException {
        try (JsonParser json = answer.json()) {
            json.nextToken();
            return ((ListCommandInvocationsResponse) structure(json, ListCommandInvocationsResponse.builder()))
                    .commandInvocations();
        }
    }

    private static Object structure(JsonParser json, SdkPojo builder) throws IOException {
        expect(json, JsonToken.START_OBJECT);
        Map<String, SdkField<?>> members = builder.sdkFieldNameToField();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            SdkField<?> member = members.get(json.currentName());
            json.nextToken();
            Object value = member == null ? null : value(json, member);
            if (member != null && value != null) {
                member.set(builder, value);
            } else {
                json.skipChildren();
            }
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    /** Null leaves the parser where it is. */
    private static @Nullable Object value(JsonParser json, SdkField<?> member) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        MarshallingType<?> type = member.marshallingType();
        if (type == MarshallingType.STRING) {
            return json.getText();
        }
        if (type == MarshallingType.INSTANT) {
            return time(json);
        }
        if (type == MarshallingType.INTEGER) {
            return json.getIntValue();
        }
        if (type == MarshallingType.BOOLEAN) {
            return json.getBooleanValue();
        }
        if (type == MarshallingType.LIST) {
            return elements(json, member.getTrait(ListTrait.class).memberFieldInfo());
        }
        return type == MarshallingType.SDK_POJO
                ? structure(json, member.constructor().get())
                : null;
    }

    private static List<Object> elements(JsonParser json, SdkField<?> element) throws IOException {
        expect(json, JsonToken.START_ARRAY);
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(json, element);
            if (value != null) {
                elements.add(value);
            }
        }
        return elements;
    }

    /** Seconds since 1970 with a fraction, in either notation, to the millisecond as the SDK has it. */
    private static Instant time(JsonParser json) throws IOException {
        return Instant.ofEpochMilli(json.getDecimalValue().movePointRight(3).longValue());
    }

    private static void expect(JsonParser json, JsonToken expected) throws IOException {
        if (json.currentToken() != expected) {
            throw new JsonParseException(json, "expected " + expected + " but found " + json.currentToken());
        }
    }
}
