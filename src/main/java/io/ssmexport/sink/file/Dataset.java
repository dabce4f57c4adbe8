package io.ssmexport.sink.file;

import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A directory with a {@link SliceFile} per slice.
 */
final class Dataset implements Publication {

    private final Path root;
    private final RowFormat format;
    private final String job;
    private final Staging staging;
    private final MergeMemory memory;
    private final DatasetHolding holding;

    Dataset(Path root, RowFormat format, FileSinkSettings settings) {
        this.root = root;
        this.format = format;
        this.job = settings.job();
        this.memory = new MergeMemory(settings.rowGroupBytes());
        this.staging = new Staging(root.resolve(Staging.DIRECTORY));
        this.holding = new DatasetHolding(root, format, settings);
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
        staging.requireNoLink();
        Workplace.inspect(staging.root(), root);
        requireOneFormat();
    }

    @Override
    public void prepare() throws IOException {
        requireDirectory();
        staging.requireNoLink();
        Workplace.check(staging.root(), root);
        requireOneFormat();
    }

    private void requireDirectory() {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw FileProblem.unusable(root, "it is a file, and a dataset needs a directory");
        }
    }

    private void requireOneFormat() throws IOException {
        for (SliceFile file : SliceFile.list(root)) {
            if (!file.ending().equals(format.ending())) {
                throw FileProblem.unusable(
                        root,
                        String.format(
                                Locale.ROOT,
                                "it holds %s files, such as %s, not %s",
                                file.ending(),
                                file.path(),
                                format.ending()));
            }
        }
    }

    @Override
    public void check(boolean known) throws IOException {
        holding.check(SliceFile.list(root), known);
    }

    @Override
    public void hold(boolean known) throws IOException {
        check(known);
        holding.write(staging.root());
    }

    @Override
    public boolean isPublishedTogether() {
        return false;
    }

    @Override
    public SliceExport publish(Slice slice) throws IOException {
        String file = SliceFile.name(slice, format.ending());
        Path target = root.resolve(file);
        long bytes = staging.bytes(slice) + (Files.exists(target) ? Files.size(target) : 0);
        return memory.merge(bytes, () -> merge(slice, file, target));
    }

    private SliceExport merge(Slice slice, String file, Path target) throws IOException {
        SliceMerge merge = new SliceMerge(List.of(slice), staging);
        if (merge.isEmpty() && !Files.exists(target)) {
            return merge.counts(slice).withoutFile();
        }
        FileReplacement replacement = new FileReplacement(target, staging.merged(slice), format);
        FileReplacement.Result result =
                merge.isEmpty() ? replacement.count(merge) : replacement.merge(merge, facts(slice));
        return merge.counts(slice).in(file, result);
    }

    /** Nothing: each slice has its own file. */
    @Override
    public Map<Slice, SliceExport> publishAll(Collection<Slice> slices) {
        return Map.of();
    }

    private Map<String, String> facts(Slice slice) {
        return Map.of(
                "ssm-export.job",
                job,
                "ssm-export.slice",
                slice.name(),
                Note.FACT,
                holding.note().text());
    }

    @Override
    public void read(Instant from, Instant until, Consumer<ArchivedInvocation> each) throws IOException {
        for (SliceFile file : SliceFile.list(root)) {
            if (file.ending().equals(format.ending()) && file.isOfDayWithin(from, until)) {
                new ArchiveFile(file.path(), format).read(from, until, each);
            }
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
