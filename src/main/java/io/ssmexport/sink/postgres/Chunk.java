package io.ssmexport.sink.postgres;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowPage;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A chunk of pages and its invocations, each once: a list that moves while it is read shows some of them on two pages.
 *
 * @param pages at least one
 * @param invocations the latest reading of each
 */
record Chunk(List<RowPage> pages, Collection<InvocationRows> invocations) {

    private record Key(String command, String instance) {}

    static Chunk of(List<RowPage> pages) {
        Map<Key, InvocationRows> latest = new LinkedHashMap<>();
        for (RowPage page : pages) {
            for (InvocationRows invocation : page.invocations()) {
                PluginRow row = invocation.first();
                latest.merge(
                        new Key(row.commandId(), row.instanceId()),
                        invocation,
                        (a, b) -> a.first().exportedAt().isAfter(b.first().exportedAt()) ? a : b);
            }
        }
        return new Chunk(pages, List.copyOf(latest.values()));
    }

    List<PluginRow> rows() {
        return invocations.stream()
                .flatMap(invocation -> invocation.rows().stream())
                .toList();
    }

    String[] commands() {
        return firstRows().map(PluginRow::commandId).toArray(String[]::new);
    }

    String[] instances() {
        return firstRows().map(PluginRow::instanceId).toArray(String[]::new);
    }

    private Stream<PluginRow> firstRows() {
        return invocations.stream().map(InvocationRows::first);
    }

    /** When the oldest of its pages was read. */
    Instant readAt() {
        return firstRows().map(PluginRow::exportedAt).min(Instant::compareTo).orElse(Instant.MAX);
    }

    /** Number of the page of every invocation that was returned; the arrays below are in the same order. */
    Integer[] returnedPages() {
        return pages.stream()
                .flatMap(page -> page.invocations().stream().map(invocation -> page.number()))
                .toArray(Integer[]::new);
    }

    String[] returnedAt() {
        return returned().map(row -> row.exportedAt().toString()).toArray(String[]::new);
    }

    String[] returnedCommands() {
        return returned().map(PluginRow::commandId).toArray(String[]::new);
    }

    String[] returnedInstances() {
        return returned().map(PluginRow::instanceId).toArray(String[]::new);
    }

    private Stream<PluginRow> returned() {
        return pages.stream().flatMap(page -> page.invocations().stream()).map(InvocationRows::first);
    }
}
