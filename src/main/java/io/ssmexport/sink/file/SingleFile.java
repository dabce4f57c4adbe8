package io.ssmexport.sink.file;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One file for all slices, replaced at the end of a run; there is one even if there are no rows. */
final class SingleFile implements Output {

    private final Path file;
    private final RowFormat format;
    private final String job;
    private final Staging staging;

    SingleFile(Path file, RowFormat format, String job) {
        this.file = file;
        this.format = format;
        this.job = job;
        // Other files beside this one stage there too, and no directory may end like a data file.
        this.staging = new Staging(file.resolveSibling(Staging.DIRECTORY).resolve(file.getFileName() + ".parts"));
    }

    @Override
    public Path place() {
        return file;
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void inspect() throws IOException {
        requireFile();
        Workplace.inspect(staging.root(), file);
    }

    @Override
    public void prepare() throws IOException {
        requireFile();
        Workplace.check(staging.root(), file);
    }

    private void requireFile() throws IOException {
        if (Files.isDirectory(file)) {
            throw FileProblem.unusable(
                    file, "it is a directory, and a path that ends in %s is a file".formatted(format.ending()));
        }
        if (Files.exists(file)) {
            format.open(file).close();
        }
    }

    /** Only counts. */
    @Override
    public boolean isPublishedTogether() {
        return true;
    }

    @Override
    public SliceExport publish(Slice slice) throws IOException {
        return new SliceMerge(List.of(slice), staging).counts(slice).withoutFile();
    }

    @Override
    public Map<Slice, SliceExport> publishAll(Collection<Slice> slices) throws IOException {
        SliceMerge merge = new SliceMerge(slices, staging);
        Path temporary = staging.root().resolve(FileReplacement.TEMPORARY);
        FileReplacement.Result result =
                new FileReplacement(file, temporary, format).merge(merge, Map.of("ssm-export.job", job));
        Map<Slice, SliceExport> exports = new HashMap<>();
        for (Slice slice : slices) {
            exports.put(slice, merge.counts(slice).in(String.valueOf(file.getFileName()), result));
        }
        return exports;
    }

    /** Whether the file is there. Its size changes with every run, so that it proves nothing about a slice. */
    @Override
    public boolean holds(SliceExport export) {
        return Files.exists(file);
    }
}
