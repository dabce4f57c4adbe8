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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What failed where, and how, as the view {@code failures_by_document_and_instance} has it, of all days together. What the
 * commands printed is kept only as long as it is not too much: then those that failed most often keep theirs.
 */
final class Failures {

    private static final long MOST_CHARACTERS = 8 << 20;

    private final long mostCharacters;
    private final Map<FailureCount.Key, Group> groups = new HashMap<>();

    /** Each value once: a million keys have few documents, steps, codes and instances. */
    private final Map<Object, Object> values = new HashMap<>();

    private long characters;
    private int fewestWithLine = 1;

    private static final class Group {
        private int count;
        private int day;
        private @Nullable Map<Integer, Integer> days;
        private long lastMillis = Long.MIN_VALUE;
        private @Nullable String instanceName;
        private @Nullable String line;
    }

    Failures() {
        this(MOST_CHARACTERS);
    }

    Failures(long mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    void add(int day, Source source, InvocationRows invocation, Outcome outcome) {
        PluginRow first = invocation.first();
        Optional<PluginRow> step =
                invocation.rows().stream().filter(Outcome::hasFailed).findFirst();
        Group group = groups.computeIfAbsent(
                new FailureCount.Key(
                        source,
                        once(first.invocation().documentName()),
                        Objects.requireNonNull(once(first.key().instanceId())),
                        outcome,
                        once(first.invocation().statusDetails()),
                        once(step.map(row -> row.plugin().pluginName()).orElse(null)),
                        once(step.map(row -> row.plugin().responseCode()).orElse(null))),
                key -> new Group());
        count(group, day);
        group.instanceName = once(greater(group.instanceName, first.invocation().instanceName()));
        long millis = first.invocation().requestedDateTime().toEpochMilli();
        if (millis >= group.lastMillis) {
            group.lastMillis = millis;
            step.ifPresent(
                    failed -> keep(group, Glance.firstLine(failed.plugin().output())));
        }
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable T once(@Nullable T value) {
        return value == null ? null : (T) values.computeIfAbsent(value, same -> same);
    }

    private static void count(Group group, int day) {
        if (group.count == 0) {
            group.day = day;
        } else if (group.days != null || group.day != day) {
            if (group.days == null) {
                group.days = new TreeMap<>(Map.of(group.day, group.count));
            }
            group.days.merge(day, 1, Integer::sum);
        }
        group.count++;
    }

    private void keep(Group group, @Nullable String line) {
        characters -= group.line == null ? 0 : group.line.length();
        group.line = group.count < fewestWithLine ? null : line;
        characters += group.line == null ? 0 : group.line.length();
        while (characters > mostCharacters) {
            fewestWithLine *= 2;
            groups.values().stream()
                    .filter(each -> each.line != null && each.count < fewestWithLine)
                    .forEach(each -> {
                        characters -= Objects.requireNonNull(each.line).length();
                        each.line = null;
                    });
        }
    }

    /** As {@code max(instance_name)}. */
    private static @Nullable String greater(@Nullable String a, @Nullable String b) {
        return a == null || (b != null && b.compareTo(a) > 0) ? b : a;
    }

    int size() {
        return groups.size();
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
                group.days == null ? Map.of(group.day, group.count) : group.days,
                Instant.ofEpochMilli(group.lastMillis),
                group.line);
    }
}
