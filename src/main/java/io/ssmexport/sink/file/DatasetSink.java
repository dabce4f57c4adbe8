package io.ssmexport.sink.file;

import io.ssmexport.row.RowPage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.disk.Directories;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory with a file per slice, under {@code requested_date=2026-11-19}, a day's directory that query engines read
 * as a column.
 */
final class DatasetSink implements FileSink {

    private static final String DAY_PREFIX = "requested_date=";
    private static final Pattern SLICE_FILE = Pattern.compile("[0-9]{12}_[a-z0-9-]+_[0-9]{4}(\\..+)");

    private final Path root;
    private final RowFormat format;
    private final String job;
    private final Staging staging;

    /** A merge holds a row group in memory, so there is one at a time; reading from AWS is far slower than that. */
    private final Object merging = new Object();

    DatasetSink(Path root, RowFormat format, String job) {
        this.root = root;
        this.format = format;
        this.job = job;
        this.staging = new Staging(root.resolve(Staging.DIRECTORY));
    }

    @Override
    public void prepare() {
        FileProblem.whilePreparing(root, () -> {
            if (Files.exists(root) && !Files.isDirectory(root)) {
                throw FileProblem.unusable(root, "it is a file, and a dataset needs a directory");
            }
            Workplace.check(staging.root(), root);
            requireOneFormat();
        });
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
    public boolean resume(Slice slice, int pages) {
        return FileProblem.whileGetting(root, () -> staging.resume(slice, pages));
    }

    @Override
    public void restart(Slice slice) {
        FileProblem.whileWriting(root, () -> staging.restart(slice));
    }

    @Override
    public void write(Slice slice, List<RowPage> pages) {
        FileProblem.whileWriting(root, () -> staging.write(slice, pages));
    }

    @Override
    public SliceExport publish(Slice slice) {
        synchronized (merging) {
            return FileProblem.whileGetting(root, () -> merge(slice));
        }
    }

    private SliceExport merge(Slice slice) throws IOException {
        SliceMerge merge = new SliceMerge(List.of(slice), staging);
        String file = file(slice);
        Path target = root.resolve(file);
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

    private String file(Slice slice) {
        return DAY_PREFIX + slice.date() + "/" + slice.nameInDay() + format.ending();
    }

    @Override
    public void clean(Slice slice) {
        FileProblem.whileWriting(root, () -> staging.clean(slice));
    }

    @Override
    public boolean holds(Slice slice, SliceExport export) {
        if (export.file() == null) {
            return true;
        }
        Path file = root.resolve(export.file());
        return FileProblem.whileGetting(root, () -> Files.exists(file) && Files.size(file) == export.bytes());
    }

    @Override
    public Path lockDirectory() {
        return staging.root();
    }
}
