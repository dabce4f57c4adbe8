package io.ssmexport.sink.file;

import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.disk.Directories;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory with a file per slice, under {@code requested_date=2026-11-19}, a day's directory that query engines read
 * as a column.
 */
final class Dataset implements Output {

    private static final String DAY_PREFIX = "requested_date=";
    private static final Pattern SLICE_FILE = Pattern.compile("[0-9]{12}_[a-z0-9-]+_[0-9]{4}(\\..+)");

    private final Path root;
    private final RowFormat format;
    private final String job;
    private final Staging staging;
    private final MergeMemory memory;

    Dataset(Path root, RowFormat format, FileSinkSettings settings) {
        this.root = root;
        this.format = format;
        this.job = settings.job();
        this.memory = new MergeMemory(settings.rowGroupBytes());
        this.staging = new Staging(root.resolve(Staging.DIRECTORY));
    }

    @Override
    public Path place() {
        return root;
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void inspect() throws IOException {
        requireDirectory();
        Workplace.inspect(staging.root(), root);
        requireOneFormat();
    }

    @Override
    public void prepare() throws IOException {
        requireDirectory();
        Workplace.check(staging.root(), root);
        requireOneFormat();
    }

    private void requireDirectory() {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw FileProblem.unusable(root, "it is a file, and a dataset needs a directory");
        }
    }

    private void requireOneFormat() throws IOException {
        for (Path day : Directories.list(root)) {
            if (String.valueOf(day.getFileName()).startsWith(DAY_PREFIX)) {
                for (Path file : Directories.list(day)) {
                    requireOurFormat(file);
                }
            }
        }
    }

    private void requireOurFormat(Path file) {
        Matcher name = SLICE_FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches()
                && Destination.ENDINGS.contains(name.group(1))
                && !name.group(1).equals(format.ending())) {
            throw FileProblem.unusable(
                    root, "it holds %s files, such as %s, not %s".formatted(name.group(1), file, format.ending()));
        }
    }

    @Override
    public boolean isPublishedTogether() {
        return false;
    }

    @Override
    public SliceExport publish(Slice slice) throws IOException {
        String file = file(slice);
        Path target = root.resolve(file);
        long bytes = staging.bytes(slice) + (Files.exists(target) ? Files.size(target) : 0);
        return memory.merge(bytes, () -> merge(slice, file, target));
    }

    private SliceExport merge(Slice slice, String file, Path target) throws IOException {
        SliceMerge merge = new SliceMerge(List.of(slice), staging);
        if (merge.isEmpty() && !Files.exists(target)) {
            return merge.counts(slice).withoutFile();
        }
        Path temporary = staging.directory(slice).resolve(FileReplacement.TEMPORARY);
        FileReplacement replacement = new FileReplacement(target, temporary, format);
        FileReplacement.Result result = merge.isEmpty()
                ? replacement.count(merge)
                : replacement.merge(merge, Map.of("ssm-export.job", job, "ssm-export.slice", slice.name()));
        return merge.counts(slice).in(file, result);
    }

    /** Nothing: each slice has its own file. */
    @Override
    public Map<Slice, SliceExport> publishAll(Collection<Slice> slices) {
        return Map.of();
    }

    private String file(Slice slice) {
        return DAY_PREFIX + slice.date() + "/" + slice.nameInDay() + format.ending();
    }

    @Override
    public void read(Instant from, Instant until, Consumer<ArchivedInvocation> each) throws IOException {
        for (Path day : Directories.list(root)) {
            if (String.valueOf(day.getFileName()).startsWith(DAY_PREFIX) && isWithin(day, from, until)) {
                for (Path file : Directories.list(day)) {
                    Matcher name = SLICE_FILE.matcher(String.valueOf(file.getFileName()));
                    if (name.matches() && name.group(1).equals(format.ending())) {
                        new ArchiveFile(file, format).read(from, until, each);
                    }
                }
            }
        }
    }

    private static boolean isWithin(Path day, Instant from, Instant until) {
        try {
            Instant start = LocalDate.parse(String.valueOf(day.getFileName()).substring(DAY_PREFIX.length()))
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC);
            return start.isBefore(until) && start.plus(Duration.ofDays(1)).isAfter(from);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    @Override
    public boolean holds(SliceExport export) throws IOException {
        if (export.file() == null) {
            return true;
        }
        Path file = root.resolve(export.file());
        return Files.exists(file) && Files.size(file) == export.bytes();
    }
}
