package io.ssmexport.invocations.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ssmexport.invocations.output.json.HeldOutput;
import io.ssmexport.invocations.output.json.WireJson;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.invocations.paging.InvocationList;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.paging.SentPage;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonJson;
import io.ssmexport.wire.Answer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dump} writes it with an indent of 4, without escaping what isn't ASCII. */
public final class JsonOutput extends Output {

    private final JsonGenerator json;
    private final WireJson wire;

    /** Whether the list of invocations is open. */
    private boolean open;

    /**
     * Output in JSON.
     *
     * @param times how times are printed
     */
    public JsonOutput(OutputStream out, @Nullable Query query, TimeFormat times) throws IOException {
        super(query);
        HeldOutput held = new HeldOutput(out);
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        json = JsonFactory.builder()
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build()
                .createGenerator(held)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                .withArrayEmptySeparator("")
                                .withObjectEmptySeparator(""))
                        .withArrayIndenter(indenter)
                        .withObjectIndenter(indenter));
        wire = new WireJson(json, held, times);
    }

    @Override
    void printPages(InvocationList list) throws IOException {
        String token;
        try (Pages<SentPage> pages = list.sent()) {
            for (SentPage sent = pages.next(); sent != null; sent = pages.next()) {
                print(sent);
            }
            token = pages.resumeToken();
        }
        if (open) {
            json.writeEndArray();
        }
        if (token != null) {
            if (!open) {
                json.writeStartObject();
            }
            json.writeStringField(Page.NEXT_TOKEN, token);
        }
        if (open || token != null) {
            json.writeEndObject();
            end();
        }
    }

    private void print(SentPage sent) throws IOException {
        Answer whole = sent.whole().orElse(null);
        if (whole != null) {
            try {
                wire.print(whole, this::open);
            } catch (JsonProcessingException e) {
                throw InvocationClient.unreadable(e);
            }
            return;
        }
        ArrayNode invocations = sent.page().invocations().orElse(null);
        if (invocations != null) {
            open();
            for (JsonNode invocation : invocations) {
                PythonJson.write(json, invocation);
            }
            json.flush();
        }
    }

    private void open() throws IOException {
        if (!open) {
            json.writeStartObject();
            json.writeArrayFieldStart(Page.INVOCATIONS);
            open = true;
        }
    }

    @Override
    void write(JsonNode value) throws IOException {
        if (!value.isObject() || !value.isEmpty()) {
            PythonJson.write(json, value);
            end();
        }
    }

    private void end() throws IOException {
        json.writeRaw('\n');
        json.flush();
    }
}
