package io.ssmexport.invocations.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.value.PythonText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values as lines of text. Follows {@code awscli/text.py}. */
final class TextLines {

    private final ByteArrayOutputStream out;
    private final boolean isQueried;
    private boolean isInLine;

    /** @param isQueried whether the values are what a query made */
    TextLines(ByteArrayOutputStream out, boolean isQueried) {
        this.out = out;
        this.isQueried = isQueried;
    }

    /** @throws io.ssmexport.invocations.failure.CommandFailure where the AWS CLI stumbles; what came before it is written */
    void write(JsonNode value) {
        write(value, null, null);
    }

    /**
     * Writes a value.
     *
     * @param name of the value, or null
     * @param columns names of the scalars that a line has, where the value is one of a list; else null
     */
    private void write(JsonNode value, @Nullable String name, @Nullable Set<String> columns) {
        if (value instanceof ObjectNode object) {
            writeObject(object, name, columns == null ? columns(List.of(object)) : columns);
        } else if (value.isArray()) {
            writeList(value, name);
        } else {
            cell(PythonText.of(value));
            endLine();
        }
    }

    private void writeObject(ObjectNode object, @Nullable String name, Set<String> columns) {
        if (!columns.isEmpty()) {
            label(name);
            for (String column : columns) {
                JsonNode cell = object.get(column);
                cell(cell == null ? "" : PythonText.of(cell));
            }
            endLine();
        }
        List<Map.Entry<String, JsonNode>> others = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!columns.contains(member.getKey())) {
                others.add(member);
            }
        }
        others.sort(Map.Entry.comparingByKey());
        for (Map.Entry<String, JsonNode> other : others) {
            write(other.getValue(), other.getKey(), null);
        }
    }

    private void writeList(JsonNode elements, @Nullable String name) {
        if (elements.valueStream().anyMatch(JsonNode::isObject)) {
            if (isQueried) {
                PythonList.requireObjectsForText(elements);
            }
            Set<String> columns = columns(elements);
            for (JsonNode element : elements) {
                write(element, name, columns);
            }
            return;
        }
        writeScalars(elements.valueStream().filter(JsonNode::isValueNode).toList(), name);
        for (JsonNode element : elements) {
            if (element.isArray()) {
                write(element, name, null);
            }
        }
    }

    /** Names of the members that are scalars in any of the objects, sorted. */
    private static Set<String> columns(Iterable<? extends JsonNode> objects) {
        Set<String> columns = new TreeSet<>();
        for (JsonNode object : objects) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getValue().isValueNode()) {
                    columns.add(member.getKey());
                }
            }
        }
        return columns;
    }

    private void writeScalars(List<JsonNode> scalars, @Nullable String name) {
        for (JsonNode scalar : scalars) {
            label(name);
            cell(PythonText.of(scalar));
            if (name != null) {
                endLine();
            }
        }
        if (name == null && !scalars.isEmpty()) {
            endLine();
        }
    }

    private void label(@Nullable String name) {
        if (name != null) {
            cell(name.toUpperCase(Locale.ROOT));
        }
    }

    private void cell(String text) {
        if (isInLine) {
            out.write('\t');
        }
        out.writeBytes(text.getBytes(UTF_8));
        isInLine = true;
    }

    private void endLine() {
        out.write('\n');
        isInLine = false;
    }
}
