package io.ssmexport.sink.file.s3;

import io.ssmexport.sink.file.storage.StoredFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was listed of a bucket, and what this process has changed since, so that a day isn't listed for every slice of it. What
 * others change isn't seen: the swap finds that. Thread-safe.
 */
final class Listing {

    private final Set<String> prefixes = new HashSet<>();
    private final Set<String> absent = new HashSet<>();
    private final NavigableMap<String, StoredFile> files = new TreeMap<>();

    /** Whether everything whose name begins so has been listed. */
    synchronized boolean knows(String prefix) {
        return prefixes.stream().anyMatch(prefix::startsWith);
    }

    /** Whether somebody has looked for that one. */
    synchronized boolean knowsFile(String name) {
        return files.containsKey(name) || absent.contains(name);
    }

    synchronized void add(String prefix, Collection<StoredFile> listed) {
        prefixes.add(prefix);
        listed.forEach(file -> set(file.name(), file));
    }

    /** All that there is now of those whose names begin so. */
    synchronized void replace(String prefix, Collection<StoredFile> listed) {
        list(prefix).forEach(file -> set(file.name(), null));
        listed.forEach(file -> set(file.name(), file));
    }

    /** By name. */
    synchronized List<StoredFile> list(String prefix) {
        return files.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    synchronized Optional<StoredFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** What has the name now, or null if nothing has. */
    synchronized void set(String name, @Nullable StoredFile file) {
        if (file == null) {
            files.remove(name);
            if (!knows(name)) {
                absent.add(name);
            }
        } else {
            absent.remove(name);
            files.put(name, file);
        }
    }
}
