package io.ssmexport.invocations.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.paging.InvocationList;
import io.ssmexport.invocations.paging.Page;
import io.ssmexport.invocations.paging.Pages;
import io.ssmexport.invocations.query.Query;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of values between tabs, each with the name of what it is. The query is applied to each page by itself, and to the
 * next token.
 */
public final class TextOutput extends Output {

    /** What most pages don't fill. */
    private static final int PAGE = 1 << 17;

    private final OutputStream out;

    public TextOutput(OutputStream out, @Nullable Query query) {
        super(query);
        this.out = out;
    }

    /**
     * What is printed of a page.
     *
     * @param failure at which it ends, or null
     */
    private record Printed(
            ByteArrayOutputStream lines, @Nullable CommandFailure failure) {}

    @Override
    boolean isOfPages() {
        return true;
    }

    @Override
    void printPages(InvocationList list) throws IOException {
        String token;
        try (Pages<Printed> pages = list.made(this::printed)) {
            for (Printed page = pages.next(); page != null; page = pages.next()) {
                print(page);
            }
            token = pages.resumeToken();
        }
        if (token != null) {
            print(object(Page.NEXT_TOKEN, object(Page.NEXT_TOKEN, JsonNodeFactory.instance.textNode(token))));
        }
    }

    /** By any thread. */
    private Printed printed(Page page) {
        return printed(found(object(
                Page.INVOCATIONS, page.invocations().<JsonNode>map(list -> list).orElse(NullNode.instance))));
    }

    private static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set(name, value);
        return object;
    }

    private Printed printed(JsonNode value) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(PAGE);
        try {
            new TextLines(lines, isQueried()).write(value);
            return new Printed(lines, null);
        } catch (CommandFailure e) {
            return new Printed(lines, e);
        }
    }

    private void print(Printed page) throws IOException {
        page.lines().writeTo(out);
        out.flush();
        if (page.failure() != null) {
            throw page.failure();
        }
    }

    @Override
    void write(JsonNode value) throws IOException {
        print(printed(value));
    }
}
