package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** A format of what is printed. */
public abstract sealed class Output permits JsonOutput, TextOutput, TableOutput, YamlOutput {

    private final Writer out;
    private final @Nullable Query query;

    Output(Writer out, @Nullable Query query) {
        this.out = out;
        this.query = query;
    }

    /** Prints a list to its end. Holds all of it in memory, unless the format can be printed page by page. */
    public void print(Pages pages) throws IOException {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        for (Page page = pages.next(); page != null; page = pages.next()) {
            page.invocations()
                    .ifPresent(invocations ->
                            list.<ArrayNode>withArray(Page.INVOCATIONS).addAll(invocations));
        }
        if (pages.resumeToken() != null) {
            list.put(Page.NEXT_TOKEN, pages.resumeToken());
        }
        print(list);
    }

    /** Prints what the query makes of a value. */
    public final void print(JsonNode value) throws IOException {
        write(query == null ? value : query.search(value));
        out.flush();
    }

    abstract void write(JsonNode value) throws IOException;

    final Writer out() {
        return out;
    }

    final boolean isQueried() {
        return query != null;
    }
}
