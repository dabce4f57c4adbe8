package io.ssmexport.sink.postgres;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowPage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chunk of pages and its invocations, each once: a list that moves while it is read shows some of them on two pages.
 *
 * @param pages at least one
 * @param invocations the latest reading of each
 */
record Chunk(List<RowPage> pages, Map<Key, InvocationRows> invocations) {

    /** What tells an invocation from all others of its account and region. */
    record Key(String command, String instance) {}

    static Chunk of(List<RowPage> pages) {
        Map<Key, InvocationRows> latest = new LinkedHashMap<>();
        for (RowPage page : pages) {
            for (InvocationRows invocation : page.invocations()) {
                PluginRow row = invocation.first();
                latest.merge(
                        new Key(row.key().commandId(), row.key().instanceId()),
                        invocation,
                        (a, b) -> a.first().exportedAt().isAfter(b.first().exportedAt()) ? a : b);
            }
        }
        return new Chunk(pages, latest);
    }

    /** Rows of an invocation; none if it isn't of this chunk. */
    List<PluginRow> rows(Key key) {
        InvocationRows invocation = invocations.get(key);
        return invocation == null ? List.of() : invocation.rows();
    }

    String[] commands() {
        return invocations.keySet().stream().map(Key::command).toArray(String[]::new);
    }

    String[] instances() {
        return invocations.keySet().stream().map(Key::instance).toArray(String[]::new);
    }

    /** When the oldest of its pages was read. */
    Instant readAt() {
        return invocations.values().stream()
                .map(invocation -> invocation.first().exportedAt())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
