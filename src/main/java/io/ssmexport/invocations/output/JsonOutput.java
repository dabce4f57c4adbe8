package io.ssmexport.invocations.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.value.PythonText;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dump} writes it with an indent of 4, without escaping what isn't ASCII. */
public final class JsonOutput extends Output {

    private final JsonGenerator json;

    public JsonOutput(Writer out, @Nullable Query query) throws IOException {
        super(out, query);
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        json = JsonFactory.builder()
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .build()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                .withArrayEmptySeparator("")
                                .withObjectEmptySeparator(""))
                        .withArrayIndenter(indenter)
                        .withObjectIndenter(indenter));
    }

    @Override
    public void print(Pages pages) throws IOException {
        if (isQueried()) {
            super.print(pages);
            return;
        }
        boolean open = false;
        for (Page page = pages.next(); page != null; page = pages.next()) {
            if (page.invocations().isPresent()) {
                if (!open) {
                    json.writeStartObject();
                    json.writeArrayFieldStart(Page.INVOCATIONS);
                    open = true;
                }
                for (JsonNode invocation : page.invocations().get()) {
                    value(invocation);
                }
                json.flush();
            }
        }
        if (open) {
            json.writeEndArray();
        }
        String token = pages.resumeToken();
        if (token != null) {
            if (!open) {
                json.writeStartObject();
                open = true;
            }
            json.writeStringField(Page.NEXT_TOKEN, token);
        }
        if (open) {
            json.writeEndObject();
            end();
        }
    }

    @Override
    void write(JsonNode value) throws IOException {
        if (!value.isObject() || !value.isEmpty()) {
            value(value);
            end();
        }
    }

    private void end() throws IOException {
        json.writeRaw('\n');
        json.flush();
    }

    private void value(JsonNode value) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    json.writeFieldName(member.getKey());
                    value(member.getValue());
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : value) {
                    value(element);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(value.textValue());
            case BOOLEAN -> json.writeBoolean(value.booleanValue());
            case NUMBER -> json.writeNumber(PythonText.number(value));
            case NULL, MISSING, BINARY, POJO -> json.writeNull();
        }
    }
}
