package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.paging.InvocationList;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.query.ListQuery;
import io.ssmexport.invocations.query.Query;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A format of what is printed. */
public abstract sealed class Output permits JsonOutput, TextOutput, TableOutput, YamlOutput {

    private final @Nullable Query query;

    Output(@Nullable Query query) {
        this.query = query;
    }

    /** Prints a list to its end. */
    public final void print(InvocationList list) throws IOException {
        if (query == null || isOfPages()) {
            printPages(list);
        } else {
            printFound(list, query.overList(Page.INVOCATIONS));
        }
    }

    private void printFound(InvocationList list, ListQuery found) throws IOException {
        ObjectNode end = JsonNodeFactory.instance.objectNode();
        try (Pages<List<Supplier<JsonNode>>> pages = list.made(page -> found.ofPage(page.list()))) {
            for (List<Supplier<JsonNode>> page = pages.next(); page != null; page = pages.next()) {
                found.add(page);
            }
            if (pages.resumeToken() != null) {
                end.put(Page.NEXT_TOKEN, pages.resumeToken());
            }
        }
        write(found.result(end));
    }

    /** Whether the query is one of each page by itself, not of the whole list. */
    boolean isOfPages() {
        return false;
    }

    /** Prints a list, or what the query makes of each of its pages. */
    abstract void printPages(InvocationList list) throws IOException;

    /** Prints what the query makes of a value. */
    public final void print(JsonNode value) throws IOException {
        write(found(value));
    }

    final JsonNode found(JsonNode value) {
        return query == null ? value : query.search(value);
    }

    /** Writes a value to its end, nothing of it left in a buffer. */
    abstract void write(JsonNode value) throws IOException;

    final boolean isQueried() {
        return query != null;
    }
}
