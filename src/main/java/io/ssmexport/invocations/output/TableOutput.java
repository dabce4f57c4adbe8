package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ssmexport.invocations.output.table.Table;
import io.ssmexport.invocations.paging.InvocationList;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.query.Query;
import io.ssmexport.invocations.value.PythonText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of the whole list, which is gone through twice: its widths are known only at the end. Follows
 * {@code awscli/formatter.py}.
 */
public final class TableOutput extends Output {

    private static final String TITLE = "ListCommandInvocations";

    private final Writer out;
    private final Table table;

    public TableOutput(Writer out, @Nullable Query query, Table table) {
        super(query);
        this.out = out;
        this.table = table;
    }

    @Override
    void printPages(InvocationList list) throws IOException {
        HeldInvocations invocations = new HeldInvocations();
        boolean isThere = false;
        String token;
        try (Pages<Optional<HeldInvocations.Held>> pages =
                list.made(page -> page.invocations().map(HeldInvocations::held))) {
            for (Optional<HeldInvocations.Held> page = pages.next(); page != null; page = pages.next()) {
                page.ifPresent(invocations::add);
                isThere |= page.isPresent();
            }
            token = pages.resumeToken();
        }
        if (isThere || token != null) {
            draw(() -> list(invocations, token));
        }
    }

    private void list(HeldInvocations invocations, @Nullable String token) {
        table.section(TITLE, 0);
        if (token != null) {
            table.row(List.of(Page.NEXT_TOKEN, token));
        }
        Iterator<JsonNode> first = invocations.iterator();
        if (!first.hasNext()) {
            return;
        }
        table.section(Page.INVOCATIONS, 1);
        if (first.next().isObject()) {
            objects(invocations, invocations.members(), Page.INVOCATIONS, 1);
        } else {
            invocations.forEach(this::element);
        }
    }

    @Override
    void write(JsonNode value) throws IOException {
        if (!isNothing(value)) {
            draw(() -> build(TITLE, value, 0));
        }
    }

    private void draw(Runnable build) throws IOException {
        build.run();
        table.startDrawing(out);
        build.run();
        table.end();
        out.flush();
    }

    private boolean build(@Nullable String title, JsonNode value, int depth) {
        if (isNothing(value)) {
            return false;
        }
        if (title != null) {
            table.section(title, depth);
        }
        if (value.isArray()) {
            if (value.get(0).isObject()) {
                if (isQueried()) {
                    PythonList.requireObjectsForTable(value);
                }
                objects(value, Members.of(value), title == null ? "" : title, depth);
            } else {
                value.forEach(this::element);
            }
        } else if (value instanceof ObjectNode object) {
            object(object, depth);
        }
        return true;
    }

    private void element(JsonNode element) {
        if (element.isValueNode()) {
            table.row(List.of(PythonText.of(element)));
        } else if (element.isObject()) {
            table.row(element.propertyStream().map(Map.Entry::getKey).toList());
        } else if (element.valueStream().allMatch(JsonNode::isValueNode)) {
            table.row(element.valueStream().map(PythonText::of).toList());
        } else {
            build(null, element, 0);
        }
    }

    private void object(ObjectNode object, int depth) {
        Members members = Members.of(List.of(object));
        List<String> headers = members.scalars();
        if (headers.size() == 1) {
            String name = headers.get(0);
            table.row(List.of(name, PythonText.of(object.get(name))));
        } else if (!headers.isEmpty()) {
            table.headers(headers);
            table.row(cells(object, headers));
        }
        for (String name : members.others()) {
            build(name, object.get(name), depth + 1);
        }
    }

    private void objects(Iterable<JsonNode> objects, Members members, String title, int depth) {
        List<String> headers = members.scalars();
        List<String> others = members.others();
        table.headers(headers);
        boolean first = true;
        for (JsonNode object : objects) {
            if (!first && !others.isEmpty()) {
                table.section(title, depth);
                table.headers(headers);
            }
            first = false;
            table.row(cells(object, headers));
            for (String name : others) {
                if (object.has(name)) {
                    build(name, object.get(name), depth + 1);
                }
            }
        }
    }

    private static List<String> cells(JsonNode object, List<String> headers) {
        List<String> cells = new ArrayList<>();
        for (String header : headers) {
            JsonNode cell = object.has(header) ? object.get(header) : TextNode.valueOf("");
            cells.add(PythonText.of(cell));
        }
        return cells;
    }

    /** What Python takes for false. */
    private static boolean isNothing(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, ARRAY -> value.isEmpty();
            case STRING -> value.textValue().isEmpty();
            case BOOLEAN -> !value.booleanValue();
            case NUMBER -> value.doubleValue() == 0;
            case NULL, MISSING, BINARY, POJO -> true;
        };
    }
}
