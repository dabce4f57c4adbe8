package io.ssmexport.job;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.Shard;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.StateDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a state has of a job and of all its shards, by their names: also of those that there were before the job was parted
 * in another way.
 */
final class KnownShards {

    private static final BinaryOperator<LedgerEntry> NEWER =
            BinaryOperator.maxBy(Comparator.comparing(LedgerEntry::exportedAt));

    private final String job;
    private final Map<String, Archive> byName;

    private KnownShards(String job, Map<String, Archive> byName) {
        this.job = job;
        this.byName = byName;
    }

    /** Those of a directory of states, as far as their names are chosen: each is read whole. */
    static KnownShards in(
            ExportOptions options, Map<String, String> variables, String destination, Predicate<String> chosen) {
        Map<String, Archive> byName = new TreeMap<>();
        for (StateDirectory directory : StateDirectory.all(options.state().onHost(), variables)) {
            if (isOf(options.job()).and(chosen).test(directory.jobName())) {
                ArchiveSnapshot.read(directory, destination)
                        .ifPresent(archive -> byName.put(directory.jobName(), archive));
            }
        }
        return new KnownShards(options.job(), byName);
    }

    /** Those of a database, where a destination is a name and a place. */
    static KnownShards in(DataSource state, ExportOptions options, String destination, Predicate<String> chosen) {
        String place = destination.substring(options.name().length());
        Map<String, Archive> byName = new TreeMap<>();
        for (String known : Archive.destinations(state)) {
            String name = known.endsWith(place) ? known.substring(0, known.length() - place.length()) : "";
            if (isOf(options.job()).and(chosen).test(name)) {
                Archive.read(state, known).ifPresent(archive -> byName.put(name, archive));
            }
        }
        return new KnownShards(options.job(), byName);
    }

    private static Predicate<String> isOf(String job) {
        return name -> name.equals(job) || Shard.of(name, job).isPresent();
    }

    /** The newest that any other has of each slice. */
    static Map<Slice, LedgerEntry> newest(Stream<LedgerEntry> entries) {
        return entries.collect(Collectors.toMap(LedgerEntry::slice, Function.identity(), NEWER));
    }

    /** What there is of them. */
    Collection<Archive> archives() {
        return byName.values();
    }

    /** The parts of the job as it ran last: the job itself, or each shard, be it that it never ran. */
    Map<String, Archive> parts() {
        Optional<String> last = byName.entrySet().stream()
                .filter(entry -> entry.getValue().lastRun() != null)
                .max(Comparator.comparing(
                        entry -> Objects.requireNonNull(entry.getValue().lastRun())))
                .map(Map.Entry::getKey);
        Optional<Shard> shard = last.flatMap(name -> Shard.of(name, job));
        if (shard.isEmpty()) {
            return byName.containsKey(job) ? Map.of(job, Objects.requireNonNull(byName.get(job))) : Map.of();
        }
        Map<String, Archive> parts = new TreeMap<>(Comparator.comparing(
                name -> Shard.of(name, job).map(Shard::number).orElse(0)));
        IntStream.rangeClosed(1, shard.get().count())
                .mapToObj(number -> job + new Shard(number, shard.get().count()).suffix())
                .forEach(name -> parts.put(name, byName.getOrDefault(name, Archive.empty(width()))));
        return parts;
    }

    private Duration width() {
        return byName.values().iterator().next().width();
    }

    /** One of them, with what others have exported of its accounts and regions; empty if nobody has exported anything. */
    Optional<Archive> part(String name) {
        if (byName.isEmpty()) {
            return Optional.empty();
        }
        Archive own = byName.getOrDefault(name, Archive.empty(width()));
        Predicate<Source> has =
                source -> Shard.of(name, job).map(shard -> shard.has(source)).orElse(true);
        return Optional.of(new Archive(
                own.width(),
                own.selection(),
                slices().filter(entry -> has.test(Source.of(entry.slice()))).toList(),
                own.starts(),
                own.runs(),
                own.lastSuccess(),
                own.lastFailure(),
                retainedFrom()));
    }

    private Stream<LedgerEntry> slices() {
        return newest(byName.values().stream().flatMap(archive -> archive.slices().stream())).values().stream()
                .sorted(Comparator.comparing(
                                (LedgerEntry entry) -> entry.slice().start())
                        .thenComparing(entry -> entry.slice().name()));
    }

    private @Nullable Instant retainedFrom() {
        return byName.values().stream()
                .map(Archive::retainedFrom)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Whether there are shards among them. */
    boolean areSeveral() {
        return byName.keySet().stream().anyMatch(name -> !name.equals(job));
    }

    /** All of them as one; empty if there is none. */
    Optional<Archive> together() {
        Map<String, Archive> parts = parts();
        if (byName.isEmpty() || (byName.size() == 1 && parts.size() == 1)) {
            return byName.values().stream().findFirst();
        }
        Map<Source, Instant> starts = new HashMap<>();
        byName.values()
                .forEach(archive -> archive.starts()
                        .forEach((source, start) ->
                                starts.merge(source, start, BinaryOperator.minBy(Comparator.naturalOrder()))));
        Archive first = byName.values().iterator().next();
        return Optional.of(new Archive(
                first.width(),
                first.selection(),
                slices().toList(),
                starts,
                parts.entrySet().stream()
                        .flatMap(part -> part.getValue().runs().stream().map(run -> of(part.getKey(), run)))
                        .sorted(Comparator.comparing(Archive.Run::startedAt).reversed())
                        .toList(),
                lastSuccess(parts.values()),
                parts.values().stream()
                        .map(Archive::lastFailure)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparing(Archive.RunFailure::at))
                        .orElse(null),
                retainedFrom()));
    }

    private Archive.Run of(String name, Archive.Run run) {
        String request =
                Shard.of(name, job).map(shard -> "shard " + shard + ", ").orElse("") + run.request();
        return new Archive.Run(run.startedAt(), run.endedAt(), request, run.outcome(), run.counts());
    }

    /** When the last of them that ever did had done all that it had to. */
    private static @Nullable Instant lastSuccess(Collection<Archive> parts) {
        return parts.stream().anyMatch(part -> part.lastSuccess() == null)
                ? null
                : parts.stream()
                        .map(part -> Objects.requireNonNull(part.lastSuccess()))
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }
}
