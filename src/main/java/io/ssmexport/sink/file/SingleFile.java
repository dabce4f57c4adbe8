package io.ssmexport.sink.file;

import io.ssmexport.disk.FileChecksum;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.FileColumns;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StoredFile;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One file for all slices, replaced at the end of a run; there is one even if there are no rows. */
final class SingleFile implements Publication {

    private final Storage storage;
    private final String name;
    private final RowFormat format;
    private final String job;
    private final Reading reading;
    private final RowChoice rows;
    private final Staging staging;

    SingleFile(Storage storage, String name, RowFormat format, FileSinkSettings settings) {
        this.storage = storage;
        this.name = name;
        this.format = format;
        this.job = settings.job();
        this.reading = settings.reading();
        this.rows = settings.rows();
        // Other files beside this one stage there too, and no directory may end like a data file.
        this.staging = new Staging(storage, Staging.DIRECTORY + "/" + name + ".parts", job);
    }

    @Override
    public String place() {
        return storage.place(name);
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void inspect() throws IOException {
        requireFile();
        storage.inspect(staging.root());
    }

    @Override
    public void prepare() throws IOException {
        requireFile();
        storage.prepare(staging.root(), storage.find(name).orElse(null));
    }

    private void requireFile() throws IOException {
        if (isThere()) {
            try (FileCopy copy = storage.copy(name)) {
                format.open(copy.path()).close();
            } catch (DamagedFileException e) {
                throw FileColumns.unusable(String.valueOf(e.getMessage()));
            }
        }
    }

    /** A Parquet file says how it was read. A CSV shows it; what was selected it doesn't, and rows that are there stay. */
    @Override
    public void check(boolean known) throws IOException {
        if (!isThere()) {
            return;
        }
        Optional<Note> note = new ArchiveFile(storage, name, format).note();
        if (note.isPresent()) {
            reading.requireSameAs(note.get().reading(), place(), known);
        } else {
            if (format.keepsFacts()) {
                reading.requireAll(place(), known);
            }
            reading.requireNoTraceOfAnother(new RowTraces(storage, List.of(name), format), place(), known);
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
        return new SliceMerge(List.of(slice), staging, rows).counts(slice).withoutFile();
    }

    @Override
    public Map<Slice, SliceExport> publishAll(Collection<Slice> slices) throws IOException {
        SliceMerge merge = new SliceMerge(slices, staging, rows);
        FileReplacement.Result result =
                new FileReplacement(storage, name, staging.merged(), format).merge(merge, facts());
        Map<Slice, SliceExport> exports = new HashMap<>();
        for (Slice slice : slices) {
            exports.put(slice, merge.counts(slice).in(name, result));
        }
        return exports;
    }

    private Map<String, String> facts() {
        return Map.of("ssm-export.job", job, Note.FACT, Note.of(reading, null).text());
    }

    @Override
    public void read(
            Instant from, Instant until, Extent extent, Consumer<InvocationRows> each, Consumer<Damage> damaged)
            throws IOException {
        new ArchiveFile(storage, name, format).read(from, until, extent, each);
    }

    @Override
    public FileUpkeep upkeep() {
        return new SingleFileUpkeep(new FileReplacement(storage, name, staging.merged(), format), facts(), reading);
    }

    /** Whether the file is there. Its size changes with every run, so that it proves nothing about a slice. */
    @Override
    public boolean holds(SliceExport export) throws IOException {
        return isThere();
    }

    @Override
    public boolean isEmpty() throws IOException {
        return !isThere();
    }

    /** The newest export wrote all that is in it. */
    @Override
    public boolean isOf(List<SliceExport> exports) throws IOException {
        SliceExport newest = exports.get(exports.size() - 1);
        Optional<StoredFile> file = storage.find(name);
        if (file.isEmpty() || file.get().bytes() != newest.bytes()) {
            return false;
        }
        try (FileCopy copy = storage.copy(name)) {
            return FileChecksum.crc32c(copy.path()).equals(newest.checksum());
        }
    }

    private boolean isThere() throws IOException {
        return storage.find(name).isPresent();
    }
}
