package io.ssmexport.history;

import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each instance got its last command, as the view {@code last_run_by_instance} has it. Where there are too many, of those
 * that were met first: what is told of them is exact, the others are not looked at.
 */
final class Fleet {

    private final int most;
    private final Map<Key, Last> instances = new HashMap<>();
    private boolean isPartial;

    private record Key(Source source, String instance) {}

    private static final class Last {
        private Instant time = Instant.MIN;
        private String command = "";
        private @Nullable String name;
        private @Nullable String document;
        private Outcome outcome = Outcome.RUNNING;
        private long runs;
    }

    Fleet(int most) {
        this.most = most;
    }

    void add(Source source, PluginRow row, Outcome outcome) {
        Key key = new Key(source, row.key().instanceId());
        Last last = instances.get(key);
        if (last == null) {
            if (instances.size() == most) {
                isPartial = true;
                return;
            }
            last = new Last();
            instances.put(key, last);
        }
        last.runs++;
        int later = row.invocation().requestedDateTime().compareTo(last.time);
        if (later > 0 || (later == 0 && row.key().commandId().compareTo(last.command) > 0)) {
            last.time = row.invocation().requestedDateTime();
            last.command = row.key().commandId();
            last.name = row.invocation().instanceName();
            last.document = row.invocation().documentName();
            last.outcome = outcome;
        }
    }

    int size() {
        return instances.size();
    }

    /** Whether there were more. */
    boolean isPartial() {
        return isPartial;
    }

    /** Those whose last command was before that time, the one that is silent for longest first. */
    List<SilentInstance> silentSince(Instant time) {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue().time.isBefore(time))
                .sorted(Comparator.comparing((Map.Entry<Key, Last> entry) -> entry.getValue().time)
                        .thenComparing(entry -> entry.getKey().instance()))
                .map(entry -> instance(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static SilentInstance instance(Key key, Last last) {
        return new SilentInstance(
                key.source(), key.instance(), last.name, last.time, last.runs, last.document, last.outcome);
    }
}
