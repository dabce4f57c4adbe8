package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.paging.SentPage;
import io.ssmexport.invocations.query.Query;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A format of what is printed. */
public abstract sealed class Output permits JsonOutput, TextOutput, TableOutput, YamlOutput {

    private final @Nullable Query query;

    Output(@Nullable Query query) {
        this.query = query;
    }

    /** Whether it prints what is made of an answer, not the answer as it was sent. */
    public boolean isOfTrees() {
        return true;
    }

    /** Prints a list to its end. Holds all of it in memory, unless the format can be printed page by page. */
    public void print(Pages pages) throws IOException {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        for (SentPage sent = pages.next(); sent != null; sent = pages.next()) {
            Page page = sent.page();
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
    }

    /** Writes a value to its end, nothing of it left in a buffer. */
    abstract void write(JsonNode value) throws IOException;

    final boolean isQueried() {
        return query != null;
    }
}
