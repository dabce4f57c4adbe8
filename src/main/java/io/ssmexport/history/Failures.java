package io.ssmexport.history;

import io.ssmexport.row.Glance;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What failed where, and how, as the view {@code failures_by_document_and_instance} has it, of all days together.
 *
 * <p>Where there are too many kinds, the half that failed least is dropped, of equals the older. One that comes again is counted
 * anew and says how often it may have failed before, at most; those that stay are exact. What the commands printed is kept only
 * as long as it is not too much, too: then those that failed most often keep theirs.
 */
final class Failures {

    private static final long MOST_CHARACTERS = 8 << 20;

    /** What a kind takes beside its values, and each value beside its characters, in bytes. */
    private static final int KIND = 170;

    private static final int VALUE = 80;

    private final long mostBytes;
    private final long mostCharacters;
    private final Map<FailureCount.Key, Group> groups = new HashMap<>();

    /** Each value once: a million keys have few documents, steps, codes and instances. */
    private final Map<Object, Object> values = new HashMap<>();

    private long bytes;
    private long characters;
    private int fewestWithLine = 1;
    private int missed;
    private int mostKinds;

    private static final class Group {
        private final DayCounts days = new DayCounts();
        private int count;
        private final int missed;
        private long lastMillis = Long.MIN_VALUE;
        private @Nullable String instanceName;
        private @Nullable String line;

        private Group(int missed) {
            this.missed = missed;
        }

        private int atMost() {
            return count + missed;
        }
    }

    Failures(long mostBytes) {
        this(mostBytes, MOST_CHARACTERS);
    }

    Failures(long mostBytes, long mostCharacters) {
        this.mostBytes = mostBytes;
        this.mostCharacters = mostCharacters;
    }

    void add(int day, Source source, InvocationRows invocation, Outcome outcome) {
        PluginRow first = invocation.first();
        Optional<PluginRow> step =
                invocation.rows().stream().filter(Outcome::hasFailed).findFirst();
        Group group = group(new FailureCount.Key(
                source,
                once(first.invocation().documentName()),
                Objects.requireNonNull(once(first.key().instanceId())),
                outcome,
                once(first.invocation().statusDetails()),
                once(step.map(row -> row.plugin().pluginName()).orElse(null)),
                once(step.map(row -> row.plugin().responseCode()).orElse(null))));
        group.count++;
        bytes += group.days.add(day);
        group.instanceName = once(greater(group.instanceName, first.invocation().instanceName()));
        long millis = first.invocation().requestedDateTime().toEpochMilli();
        if (millis >= group.lastMillis) {
            group.lastMillis = millis;
            step.ifPresent(
                    failed -> keep(group, Glance.firstLine(failed.plugin().output())));
        }
        if (bytes > mostBytes) {
            drop();
        }
    }

    private Group group(FailureCount.Key key) {
        return groups.computeIfAbsent(key, same -> {
            bytes += KIND;
            return new Group(missed);
        });
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable T once(@Nullable T value) {
        return value == null
                ? null
                : (T) values.computeIfAbsent(value, same -> {
                    bytes += bytes(same);
                    return same;
                });
    }

    private static int bytes(Object value) {
        return VALUE + (value instanceof String text ? text.length() : 0);
    }

    private void drop() {
        mostKinds = Math.max(mostKinds, groups.size());
        List<Map.Entry<FailureCount.Key, Group>> kinds = groups.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingInt(Group::atMost).thenComparingLong(group -> group.lastMillis)))
                .toList();
        for (Map.Entry<FailureCount.Key, Group> kind : kinds.subList(0, (kinds.size() + 1) / 2)) {
            missed = Math.max(missed, kind.getValue().atMost());
            forgetLine(kind.getValue());
            groups.remove(kind.getKey());
        }
        values.clear();
        bytes = 0;
        groups.forEach((key, group) -> {
            bytes += KIND + group.days.bytes();
            once(key.document());
            once(key.instance());
            once(key.details());
            once(key.plugin());
            once(key.code());
            once(group.instanceName);
        });
    }

    private void keep(Group group, @Nullable String line) {
        forgetLine(group);
        group.line = group.count < fewestWithLine ? null : line;
        characters += group.line == null ? 0 : group.line.length();
        while (characters > mostCharacters) {
            fewestWithLine *= 2;
            groups.values().stream().filter(each -> each.count < fewestWithLine).forEach(this::forgetLine);
        }
    }

    private void forgetLine(Group group) {
        characters -= group.line == null ? 0 : group.line.length();
        group.line = null;
    }

    /** As {@code max(instance_name)}. */
    private static @Nullable String greater(@Nullable String a, @Nullable String b) {
        return a == null || (b != null && b.compareTo(a) > 0) ? b : a;
    }

    /** How many kinds there are, or at least, where some were dropped. */
    int size() {
        return Math.max(mostKinds, groups.size());
    }

    /** How often one that isn't among them may have failed. */
    int missed() {
        return missed;
    }

    /** So many of those that failed most often, and among equals of the latest. */
    List<FailureCount> most(int many) {
        return groups.entrySet().stream()
                .sorted(Comparator.comparing(
                                Map.Entry<FailureCount.Key, Group>::getValue,
                                Comparator.comparingInt((Group group) -> -group.count)
                                        .thenComparing(group -> -group.lastMillis))
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(many)
                .map(entry -> failure(entry.getKey(), entry.getValue()))
                .collect(Collectors.toList());
    }

    private static FailureCount failure(FailureCount.Key key, Group group) {
        return new FailureCount(
                key,
                group.instanceName,
                group.count,
                group.missed,
                group.days.byDay(),
                Instant.ofEpochMilli(group.lastMillis),
                group.line);
    }
}
