package io.ssmexport.sink.file;

import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One file for all slices, replaced at the end of a run; there is one even if there are no rows. */
final class SingleFile implements Publication {

    private final Path file;
    private final RowFormat format;
    private final String job;
    private final Reading reading;
    private final Staging staging;

    SingleFile(Path file, RowFormat format, FileSinkSettings settings) {
        this.file = file;
        this.format = format;
        this.job = settings.job();
        this.reading = settings.reading();
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
        staging.requireNoLink();
        Workplace.inspect(staging.root(), file);
    }

    @Override
    public void prepare() throws IOException {
        requireFile();
        staging.requireNoLink();
        Workplace.check(staging.root(), file);
    }

    private void requireFile() throws IOException {
        if (Files.isDirectory(file)) {
            throw FileProblem.unusable(
                    file,
                    String.format(
                            Locale.ROOT, "it is a directory, and a path that ends in %s is a file", format.ending()));
        }
        if (Files.exists(file)) {
            if (!Files.isRegularFile(file)) {
                throw FileProblem.unusable(file, "it is no file that can be replaced");
            }
            format.open(file).close();
        }
    }

    /** A Parquet file says how it was read. A CSV shows it; what was selected it doesn't, and rows that are there stay. */
    @Override
    public void check(boolean known) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String note = format.facts(file).get(Note.FACT);
        if (note != null) {
            reading.requireSameAs(Note.parse(note, file).reading(), file, known);
        } else {
            if (format.keepsFacts()) {
                reading.requireAll(file, known);
            }
            reading.requireNoTraceOfAnother(new RowTraces(List.of(file), format), file, known);
        }
    }

    /** The file says it once it is written. */
    @Override
    public void hold(boolean known) throws IOException {
        check(known);
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
        Path temporary = staging.merged();
        FileReplacement.Result result = new FileReplacement(file, temporary, format).merge(merge, facts());
        Map<Slice, SliceExport> exports = new HashMap<>();
        for (Slice slice : slices) {
            exports.put(slice, merge.counts(slice).in(String.valueOf(file.getFileName()), result));
        }
        return exports;
    }

    private Map<String, String> facts() {
        return Map.of("ssm-export.job", job, Note.FACT, Note.of(reading, null).text());
    }

    @Override
    public void read(Instant from, Instant until, Consumer<ArchivedInvocation> each) throws IOException {
        new ArchiveFile(file, format).read(from, until, each);
    }

    /** Whether the file is there. Its size changes with every run, so that it proves nothing about a slice. */
    @Override
    public boolean holds(SliceExport export) {
        return Files.exists(file);
    }
}
