package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.output.yaml.DoubleQuoted;
import io.ssmexport.invocations.paging.InvocationList;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonJson;
import io.ssmexport.invocations.value.PythonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
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

    /** Stands in the emitter's hands for a text in double quotes, which it would write otherwise. */
    private static final String MARK = "\uf8ff\uf8fe";

    private static final int STEP = 2;

    private final Writer out;
    private final boolean stream;
    private Emitter yaml;

    /**
     * A text in double quotes.
     *
     * @param indent of its second line; negative where it may have none
     */
    private record Quoted(String text, int indent) {}

    /** What is written in place of the next marks; the emitter looks some events ahead. */
    private final Queue<Quoted> quoted = new ArrayDeque<>();

    /** Characters on the line that is being written. */
    private int column;

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
                    String written = text;
                    if (text.equals(MARK)) {
                        Quoted next = quoted.remove();
                        written = DoubleQuoted.of(next.text(), column, next.indent());
                    }
                    out.write(written);
                    int last = written.lastIndexOf('\n');
                    column = last < 0 ? column + written.length() : written.length() - last - 1;
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
    boolean isOfPages() {
        return stream;
    }

    @Override
    void printPages(InvocationList list) throws IOException {
        try (Pages<Page> pages = list.made(page -> page)) {
            if (stream) {
                for (Page page = pages.next(); page != null; page = pages.next()) {
                    print(page.body());
                }
            } else {
                printList(pages);
            }
        }
    }

    private void printList(Pages<Page> pages) throws IOException {
        boolean open = false;
        for (Page page = pages.next(); page != null; page = pages.next()) {
            if (page.invocations().isPresent()) {
                if (!open) {
                    start();
                    startMapping();
                    text(Page.INVOCATIONS, -1);
                    startSequence();
                    open = true;
                }
                page.invocations().get().forEach(invocation -> value(invocation, STEP));
                out.flush();
            }
        }
        if (open) {
            yaml.emit(new SequenceEndEvent());
        }
        String token = pages.resumeToken();
        if (token != null) {
            if (!open) {
                start();
                startMapping();
                open = true;
            }
            text(Page.NEXT_TOKEN, -1);
            text(token, STEP);
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
            value(value, STEP);
            yaml.emit(new SequenceEndEvent());
            end();
        } else if (value.isValueNode()) {
            // Without the three dots that a document of nothing but a scalar ends with.
            PythonJson.write(out, value);
            out.write('\n');
            out.flush();
        } else if (!value.isObject() || !value.isEmpty()) {
            start();
            value(value, 0);
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

    /** @param base of the lines of a mapping or a sequence that the value is */
    private void value(JsonNode value, int base) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                startMapping();
                Map<String, JsonNode> sorted = new TreeMap<>();
                value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
                sorted.forEach((name, member) -> {
                    text(name, -1);
                    value(member, member.isArray() ? base : base + STEP);
                });
                yaml.emit(new MappingEndEvent());
            }
            case ARRAY -> {
                startSequence();
                value.forEach(element -> value(element, base + STEP));
                yaml.emit(new SequenceEndEvent());
            }
            case STRING -> text(value.textValue(), base);
            case BOOLEAN -> scalar(value.asText(), true);
            case NUMBER -> scalar(PythonText.number(value), true);
            case NULL, MISSING, BINARY, POJO -> scalar("null", true);
        }
    }

    private void text(String text, int secondLine) {
        if (DoubleQuoted.isNeeded(text) || text.equals(MARK)) {
            quoted.add(new Quoted(text, secondLine));
            scalar(MARK, true);
        } else {
            // The emitter would write some texts of several lines plain, libyaml writes none so.
            scalar(text, text.indexOf('\n') < 0 && !AMBIGUOUS.matcher(text).matches());
        }
    }

    /** @param plain whether it may stand without quotes */
    private void scalar(String text, boolean plain) {
        yaml.emit(new ScalarEvent(
                Optional.empty(), Optional.empty(), new ImplicitTuple(plain, true), text, ScalarStyle.PLAIN));
    }
}
