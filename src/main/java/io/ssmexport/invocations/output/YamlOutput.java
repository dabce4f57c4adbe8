package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.paging.SentPage;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/** YAML in block style with sorted members, as version 2 of the AWS CLI prints it; version 1 has none. */
public final class YamlOutput extends Output {

    /** What some reader, of YAML 1.1 or 1.2, takes for something else than a text. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "|~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\\.(inf|nan)|[-+.]?[0-9][-+0-9a-fox_:.e]*([Tt ].*)?",
            Pattern.CASE_INSENSITIVE);

    /** What some reader takes for the end of a line, or for nothing. */
    private static final Pattern ESCAPED = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\ufeff&&[^\\n]]");

    private final Writer out;
    private final Emitter yaml;

    public YamlOutput(Writer out, @Nullable Query query) {
        super(query);
        this.out = out;
        yaml = new Emitter(DumpSettings.builder().build(), new StreamDataWriter() {
            @Override
            public void write(String text) {
                try {
                    out.write(withoutForeignBreaks(text));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void write(String text, int offset, int length) {
                write(text.substring(offset, offset + length));
            }
        });
    }

    @Override
    public void print(Pages pages) throws IOException {
        if (isQueried()) {
            super.print(pages);
            return;
        }
        boolean open = false;
        for (SentPage sent = pages.next(); sent != null; sent = pages.next()) {
            Page page = sent.page();
            if (page.invocations().isPresent()) {
                if (!open) {
                    start();
                    startMapping();
                    text(Page.INVOCATIONS);
                    startSequence();
                    open = true;
                }
                page.invocations().get().forEach(this::value);
                out.flush();
            }
        }
        if (open) {
            yaml.emit(new SequenceEndEvent());
        }
        if (pages.resumeToken() != null) {
            if (!open) {
                start();
                startMapping();
                open = true;
            }
            text(Page.NEXT_TOKEN);
            text(pages.resumeToken());
        }
        if (open) {
            yaml.emit(new MappingEndEvent());
            end();
        }
    }

    @Override
    void write(JsonNode value) throws IOException {
        if (!value.isObject() || !value.isEmpty()) {
            start();
            value(value);
            end();
        }
    }

    private void start() {
        yaml.emit(new StreamStartEvent());
        yaml.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    }

    private void end() throws IOException {
        yaml.emit(new DocumentEndEvent(false));
        yaml.emit(new StreamEndEvent());
        out.flush();
    }

    private void startMapping() {
        yaml.emit(new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
    }

    private void startSequence() {
        yaml.emit(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                startMapping();
                Map<String, JsonNode> sorted = new TreeMap<>();
                value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
                sorted.forEach((name, member) -> {
                    text(name);
                    value(member);
                });
                yaml.emit(new MappingEndEvent());
            }
            case ARRAY -> {
                startSequence();
                value.forEach(this::value);
                yaml.emit(new SequenceEndEvent());
            }
            case STRING -> text(value.textValue());
            case BOOLEAN -> scalar(value.asText(), true, ScalarStyle.PLAIN);
            case NUMBER -> scalar(PythonText.number(value), true, ScalarStyle.PLAIN);
            case NULL, MISSING, BINARY, POJO -> scalar("null", true, ScalarStyle.PLAIN);
        }
    }

    /**
     * YAML 1.1 ends a line at characters that 1.2, and so the emitter, takes for ordinary ones. They stand in double quotes
     * only, where they can be escaped.
     */
    private static String withoutForeignBreaks(String text) {
        return text.replace("\u0085", "\\x85")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .replace("\ufeff", "\\uFEFF");
    }

    private void text(String text) {
        scalar(
                text,
                !AMBIGUOUS.matcher(text).matches(),
                ESCAPED.matcher(text).find() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
    }

    /** @param plain whether it may stand without quotes */
    private void scalar(String text, boolean plain, ScalarStyle style) {
        yaml.emit(new ScalarEvent(Optional.empty(), Optional.empty(), new ImplicitTuple(plain, true), text, style));
    }
}
