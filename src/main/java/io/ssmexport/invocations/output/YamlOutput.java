package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.paging.SentPage;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonJson;
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

    /** What ruamel.yaml, the AWS CLI's library, takes for something else than a text. */
    private static final Pattern AMBIGUOUS = Pattern.compile("|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|=|<<"
            + "|[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
            + "|[-+]?\\.[0-9_]+([eE][-+][0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
            + "|[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[0-9][0-9_]*|[-+][0-9_]+|[-+]?0x[0-9a-fA-F_]+"
            + "|[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]*)?"
            + "([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?");

    /** What some reader takes for the end of a line, or for nothing. */
    private static final Pattern ESCAPED = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\ufeff&&[^\\n]]");

    private final Writer out;
    private final boolean stream;
    private Emitter yaml;

    /**
     * Output in YAML.
     *
     * @param stream whether each page is a list of its own, to which the query is applied
     */
    public YamlOutput(Writer out, @Nullable Query query, boolean stream) {
        super(query);
        this.out = out;
        this.stream = stream;
        this.yaml = emitter();
    }

    /** One for each document: none begins another behind an end that isn't marked. */
    private Emitter emitter() {
        return new Emitter(DumpSettings.builder().build(), new StreamDataWriter() {
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
        if (stream) {
            for (SentPage sent = pages.next(); sent != null; sent = pages.next()) {
                print(sent.page().body());
            }
            return;
        }
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
        if (stream) {
            start();
            startSequence();
            value(value);
            yaml.emit(new SequenceEndEvent());
            end();
        } else if (value.isValueNode()) {
            // Without the three dots that a document of nothing but a scalar ends with.
            PythonJson.write(out, value);
            out.write('\n');
            out.flush();
        } else if (!value.isObject() || !value.isEmpty()) {
            start();
            value(value);
            end();
        }
    }

    private void start() {
        yaml = emitter();
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
