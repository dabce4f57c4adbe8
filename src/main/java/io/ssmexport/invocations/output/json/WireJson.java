package io.ssmexport.invocations.output.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.invocations.value.Shape;
import io.ssmexport.invocations.value.WireValue;
import io.ssmexport.wire.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Prints the invocations of an answer of which all is wanted, the same as printing its {@link Page} does. The service
 * sends members in an order of its own, so those of each structure are put in the model's order once they are printed.
 */
public final class WireJson {

    private static final Map<String, Member> INVOCATION =
            Member.of(((Shape.Structure) Shape.RESPONSE).members().get(Page.INVOCATIONS));

    private final JsonGenerator json;
    private final HeldOutput out;
    private final TimeFormat times;

    /**
     * Printer for a generator.
     *
     * @param out where the generator writes to
     */
    public WireJson(JsonGenerator json, HeldOutput out, TimeFormat times) {
        this.json = json;
        this.out = out;
        this.times = times;
    }

    /** What comes before the first invocation. */
    @FunctionalInterface
    public interface Opening {
        void print() throws IOException;
    }

    /**
     * Prints the invocations as elements of a list. Nothing of an answer that can't be read is passed on.
     *
     * @param opening opens the list; called if the answer has one
     * @throws com.fasterxml.jackson.core.JsonProcessingException if the answer can't be read
     */
    public void print(Answer answer, Opening opening) throws IOException {
        json.flush();
        out.hold();
        try (JsonParser in = answer.json()) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = in.currentName().equals(Page.INVOCATIONS);
                if (in.nextToken() == JsonToken.START_ARRAY && wanted) {
                    opening.print();
                    elements(in, Shape.Scalar.TEXT, INVOCATION);
                } else {
                    in.skipChildren();
                }
            }
        }
        json.flush();
        out.release();
    }

    private void elements(JsonParser in, Shape element, Map<String, Member> members) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            value(in, element, members);
        }
    }

    private void value(JsonParser in, Shape shape, Map<String, Member> members) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                if (members.isEmpty()) {
                    asItCame(in);
                } else {
                    structure(in, members);
                }
            }
            case START_ARRAY -> {
                json.writeStartArray();
                elements(in, shape instanceof Shape.Elements list ? list.element() : Shape.Scalar.TEXT, members);
                json.writeEndArray();
            }
            case VALUE_STRING -> text(in, shape);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in, shape);
            case VALUE_TRUE -> json.writeBoolean(true);
            case VALUE_FALSE -> json.writeBoolean(false);
            default -> json.writeNull();
        }
    }

    /** An object where the model has none. */
    private void asItCame(JsonParser in) throws IOException {
        json.writeStartObject();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            json.writeFieldName(WireValue.withoutLoneSurrogates(in.currentName()));
            in.nextToken();
            value(in, Shape.Scalar.TEXT, Map.of());
        }
        json.writeEndObject();
    }

    private void structure(JsonParser in, Map<String, Member> members) throws IOException {
        int[] starts = new int[members.size()];
        Arrays.fill(starts, -1);
        int[] ends = new int[starts.length];
        int first = -1;
        int last = -1;
        int separator = -1;
        int separatorLength = 0;
        boolean ordered = true;
        json.writeStartObject();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Member member = members.get(in.currentName());
            if (in.nextToken() == JsonToken.VALUE_NULL || member == null) {
                in.skipChildren();
                continue;
            }
            json.writeFieldName(member.name());
            int start = position() - member.nameLength();
            if (last < 0) {
                first = start;
            } else if (separatorLength == 0) {
                separator = ends[last];
                separatorLength = start - separator;
            }
            value(in, member.shape(), member.members());
            starts[member.index()] = start;
            ends[member.index()] = position();
            ordered &= member.index() > last;
            last = member.index();
        }
        if (!ordered) {
            json.flush();
            out.arrange(first, starts, ends, separator, separatorLength);
        }
        json.writeEndObject();
    }

    private int position() {
        return out.length() + json.getOutputBuffered();
    }

    private void text(JsonParser in, Shape shape) throws IOException {
        if (shape == Shape.Scalar.TIME && times != TimeFormat.WIRE) {
            json.writeString(WireValue.withoutLoneSurrogates(
                    times.of(TextNode.valueOf(in.getText())).textValue()));
            return;
        }
        char[] buffer = in.getTextCharacters();
        int from = in.getTextOffset();
        int length = in.getTextLength();
        if (WireValue.hasSurrogate(buffer, from, length)) {
            json.writeString(WireValue.withoutLoneSurrogates(in.getText()));
        } else {
            json.writeString(buffer, from, length);
        }
    }

    private void number(JsonParser in, Shape shape) throws IOException {
        if (shape == Shape.Scalar.TIME && times != TimeFormat.WIRE) {
            JsonNode time = times.of(WireValue.number(in));
            if (time.isTextual()) {
                json.writeString(time.textValue());
            } else {
                json.writeNumber(PythonText.number(time));
            }
        } else if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            String text = in.getText();
            json.writeNumber(PythonText.isAsWritten(text) ? text : PythonText.number(text));
        } else {
            json.writeNumber(in.getText().equals("-0") ? "0" : in.getText());
        }
    }
}
