package io.ssmexport.verify;

import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.slice.Source;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is archived, counted by command; takes memory by the number of commands, not of their invocations. */
public final class ArchivedCommands {

    private record Key(String account, String region, String commandId) {}

    private final Map<Key, ArchivedCommand> commands = new HashMap<>();
    /** Accounts and regions, of which there are few, so that each is in memory once. */
    private final Map<String, String> names = new HashMap<>();

    public void add(ArchivedInvocation invocation) {
        commands.computeIfAbsent(
                        new Key(once(invocation.account()), once(invocation.region()), invocation.commandId()),
                        key -> new ArchivedCommand())
                .add(invocation.status(), invocation.statusDetails());
    }

    private String once(String name) {
        return names.computeIfAbsent(name, same -> same);
    }

    /** Counts of a command, which is then forgotten. */
    Counts take(ReportedCommand reported) {
        @Nullable
        ArchivedCommand archived =
                commands.remove(new Key(reported.account(), reported.region(), reported.commandId()));
        return archived == null ? Counts.NONE : archived.counts(reported.counts());
    }

    /** Forgets what nobody can be asked about. */
    public void forget(Source source) {
        commands.keySet()
                .removeIf(key ->
                        key.account().equals(source.account()) && key.region().equals(source.region()));
    }

    /** Number of commands that nobody took. */
    int left() {
        return commands.size();
    }
}
