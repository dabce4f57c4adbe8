package io.ssmexport.ssm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ssmexport.ssm.StrangeValue.Became;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.AnswerLimit;
import io.ssmexport.wire.AnswerLimitException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Reads the invocations of an answer into the SDK's classes, by the SDK's own list of their members, so that they equal
 * those that the SDK would have read. Members that it doesn't know and nulls are left out. A value of another type than the
 * member's is read if it is certain what it says; else it is noted, and the member has its text or nothing.
 */
final class InvocationParser {

    private static final SdkField<?> INVOCATIONS = ListCommandInvocationsResponse.builder().sdkFields().stream()
            .filter(field -> field.locationName().equals("CommandInvocations"))
            .findFirst()
            .orElseThrow();

    private static final JsonFactory JSON = new JsonFactory();

    /** Members of a plugin whose names are those of an invocation's. */
    private static final Set<String> SHARED_NAMES =
            Set.of("Name", "Status", "StatusDetails", "StandardOutputUrl", "StandardErrorUrl");

    private final JsonParser json;
    private @Nullable List<ReadInvocation> invocations;
    private int structures;

    /** Of the invocation that is being read, by column and what became of them. */
    private Map<String, StrangeValue> strange = new LinkedHashMap<>();

    private InvocationParser(JsonParser json) {
        this.json = json;
    }

    /**
     * The invocations; empty if the answer has no list of them.
     *
     * @throws AnswerLimitException if they are too many, or nest too deep
     * @throws IOException if the answer isn't JSON, or its list of invocations isn't a list
     */
    static Optional<List<ReadInvocation>> parse(Answer answer) throws IOException {
        try {
            return answer.parse(json -> {
                InvocationParser parser = new InvocationParser(json);
                parser.answer();
                return Optional.ofNullable(parser.invocations);
            });
        } catch (StreamConstraintsException e) {
            throw AnswerLimitException.of(e);
        }
    }

    private void answer() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(json, "expected an object but found " + json.currentToken());
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean wanted = json.currentName().equals(INVOCATIONS.locationName());
            if (json.nextToken() == JsonToken.VALUE_NULL || !wanted) {
                json.skipChildren();
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                invocations = invocations();
            } else {
                throw new JsonParseException(json, "expected a list but found " + json.currentToken());
            }
        }
    }

    private List<ReadInvocation> invocations() throws IOException {
        List<ReadInvocation> invocations = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NULL) {
                invocations.add(invocation());
            }
        }
        return invocations;
    }

    private ReadInvocation invocation() throws IOException {
        CommandInvocation.Builder builder = CommandInvocation.builder();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            note("command_invocations", Became.NO_ROW);
            json.skipChildren();
            return read(builder.build());
        }
        members((SdkPojo) builder);
        CommandInvocation invocation = builder.build();
        require("command_id", invocation.commandId());
        require("instance_id", invocation.instanceId());
        require("requested_date_time", invocation.requestedDateTime());
        return read(invocation);
    }

    private ReadInvocation read(CommandInvocation invocation) {
        if (strange.isEmpty()) {
            return new ReadInvocation(invocation, List.of());
        }
        ReadInvocation read = new ReadInvocation(invocation, List.copyOf(strange.values()));
        strange = new LinkedHashMap<>();
        return read;
    }

    private void require(String column, @Nullable Object value) {
        if (value == null) {
            StrangeValue known = strange.remove(column + Became.NULL);
            note(new StrangeValue(column, Became.NO_ROW, 1, known == null ? "nothing" : known.first()));
        }
    }

    private Object structure(SdkPojo builder) throws IOException {
        members(builder);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private void members(SdkPojo builder) throws IOException {
        if (++structures > AnswerLimit.STRUCTURES) {
            throw AnswerLimitException.structures(AnswerLimit.STRUCTURES);
        }
        Map<String, SdkField<?>> members = builder.sdkFieldNameToField();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            SdkField<?> member = members.get(json.currentName());
            if (json.nextToken() == JsonToken.VALUE_NULL || member == null) {
                json.skipChildren();
                continue;
            }
            Object value = member.marshallingType() == MarshallingType.LIST
                    ? elements(builder, member)
                    : value(builder, member, member);
            if (value == null) {
                note(column(builder, member), Became.NULL);
                json.skipChildren();
            } else {
                member.set(builder, value);
            }
        }
    }

    /** Null, with the parser where it is, if the value can't be one of that type. */
    private @Nullable Object value(SdkPojo builder, SdkField<?> member, SdkField<?> wanted) throws IOException {
        MarshallingType<?> type = wanted.marshallingType();
        if (type == MarshallingType.STRING) {
            return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : text(builder, member);
        }
        if (type == MarshallingType.INSTANT) {
            return Scalar.time(json);
        }
        if (type == MarshallingType.INTEGER) {
            return Scalar.integer(json);
        }
        if (type == MarshallingType.BOOLEAN) {
            return Scalar.truth(json);
        }
        return type == MarshallingType.SDK_POJO && json.currentToken() == JsonToken.START_OBJECT
                ? structure(wanted.constructor().get())
                : null;
    }

    private @Nullable List<Object> elements(SdkPojo builder, SdkField<?> member) throws IOException {
        SdkField<?> element = member.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> elements = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            if (element.marshallingType() != MarshallingType.STRING) {
                return null;
            }
            elements.add(text(builder, member));
            return elements;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = json.currentToken() == JsonToken.VALUE_NULL ? null : value(builder, member, element);
            if (value != null) {
                elements.add(value);
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                note(column(builder, member), Became.LEFT_OUT);
                json.skipChildren();
            }
        }
        return elements;
    }

    /** What stands where a text is expected, or a list of them. */
    private String text(SdkPojo builder, SdkField<?> member) throws IOException {
        note(column(builder, member), Became.TEXT);
        if (!json.currentToken().isStructStart()) {
            return json.getText();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    private void note(String column, Became became) throws IOException {
        String value = switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "\"" + StrangeValue.printable(json.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                // What commands print is text, and not to be told.
                became == Became.TEXT ? "a number" : StrangeValue.printable(json.getText());
            default -> json.getText();
        };
        note(new StrangeValue(column, became, 1, value));
    }

    private void note(StrangeValue value) {
        strange.merge(value.column() + value.became(), value, StrangeValue::and);
    }

    private static String column(SdkPojo builder, SdkField<?> member) {
        String name = member.locationName();
        String unique =
                builder instanceof CommandPlugin.Builder && SHARED_NAMES.contains(name) ? "Plugin" + name : name;
        return unique.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
