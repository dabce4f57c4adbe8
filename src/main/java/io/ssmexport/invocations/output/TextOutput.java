package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.paging.SentPage;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of values between tabs, each with the name of what it is. The query is applied to each page by itself, and to the
 * next token. Follows {@code awscli/text.py}.
 */
public final class TextOutput extends Output {

    private final Writer out;

    public TextOutput(Writer out, @Nullable Query query) {
        super(query);
        this.out = out;
    }

    @Override
    public void print(Pages pages) throws IOException {
        for (SentPage sent = pages.next(); sent != null; sent = pages.next()) {
            Page page = sent.page();
            print(object(
                    Page.INVOCATIONS,
                    page.invocations().<JsonNode>map(list -> list).orElse(NullNode.instance)));
        }
        if (pages.resumeToken() != null) {
            JsonNode token = JsonNodeFactory.instance.textNode(pages.resumeToken());
            print(object(Page.NEXT_TOKEN, object(Page.NEXT_TOKEN, token)));
        }
    }

    private static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set(name, value);
        return object;
    }

    @Override
    void write(JsonNode value) throws IOException {
        try {
            write(value, null, null);
        } finally {
            out.flush();
        }
    }

    /**
     * Writes a value.
     *
     * @param name of the value, or null
     * @param columns names of the scalars that a line has, where the value is one of a list; else null
     */
    private void write(JsonNode value, @Nullable String name, @Nullable Set<String> columns) throws IOException {
        if (value instanceof ObjectNode object) {
            writeObject(object, name, columns);
        } else if (value.isArray()) {
            writeList(value.valueStream().toList(), name);
        } else {
            line(List.of(PythonText.of(value)));
        }
    }

    private void writeObject(ObjectNode object, @Nullable String name, @Nullable Set<String> columns)
            throws IOException {
        List<String> cells = new ArrayList<>();
        if (name != null) {
            cells.add(name.toUpperCase(Locale.ROOT));
        }
        Set<String> inLine = columns == null ? columns(List.of(object)) : columns;
        for (String column : inLine) {
            JsonNode cell = object.get(column);
            cells.add(cell == null ? "" : PythonText.of(cell));
        }
        if (!inLine.isEmpty()) {
            line(cells);
        }
        List<Map.Entry<String, JsonNode>> others = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!inLine.contains(member.getKey())) {
                others.add(member);
            }
        }
        others.sort(Map.Entry.comparingByKey());
        for (Map.Entry<String, JsonNode> other : others) {
            write(other.getValue(), other.getKey(), null);
        }
    }

    private void writeList(List<JsonNode> elements, @Nullable String name) throws IOException {
        if (elements.stream().anyMatch(JsonNode::isObject)) {
            if (isQueried()) {
                PythonList.requireObjectsForText(elements);
            }
            Set<String> columns = columns(elements);
            for (JsonNode element : elements) {
                write(element, name, columns);
            }
            return;
        }
        List<JsonNode> scalars = elements.stream().filter(JsonNode::isValueNode).toList();
        if (!scalars.isEmpty()) {
            writeScalars(scalars, name);
        }
        for (JsonNode element : elements) {
            if (element.isArray()) {
                write(element, name, null);
            }
        }
    }

    /** Names of the members that are scalars in any of the objects, sorted. */
    private static Set<String> columns(List<? extends JsonNode> objects) {
        Set<String> columns = new HashSet<>();
        for (JsonNode object : objects) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getValue().isValueNode()) {
                    columns.add(member.getKey());
                }
            }
        }
        return columns.stream().sorted().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void writeScalars(List<JsonNode> scalars, @Nullable String name) throws IOException {
        List<String> texts = scalars.stream().map(PythonText::of).toList();
        if (name == null) {
            line(texts);
            return;
        }
        for (String text : texts) {
            line(List.of(name.toUpperCase(Locale.ROOT), text));
        }
    }

    private void line(List<String> cells) throws IOException {
        out.write(String.join("\t", cells));
        out.write('\n');
    }
}
