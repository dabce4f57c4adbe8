package io.ssmexport.sink.file;

import io.ssmexport.failure.CheckedOutput;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.csv.CsvFormat;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.DiskStorage;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Standard output gets all slices of a run at its end, with one header. What was written can't be taken back or looked at
 * again: a run that is killed after that, and before the ledger knows, writes it again.
 */
final class StandardOutput implements Publication {

    private final CsvFormat format;
    private final OutputStream out;
    private final Storage storage;
    private final RowChoice rows;
    private final Staging staging;

    StandardOutput(CsvFormat format, FileSinkSettings settings) {
        this.format = format;
        this.out = settings.standardOutput();
        this.rows = settings.rows();
        this.storage = new DiskStorage(settings.scratch().toAbsolutePath(), Staging.DIRECTORY, settings.rights());
        this.staging = new Staging(storage, Staging.DIRECTORY, settings.job());
    }

    @Override
    public String place() {
        return storage.place("");
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void inspect() throws IOException {
        storage.inspect(staging.root());
    }

    @Override
    public void prepare() throws IOException {
        storage.prepare(staging.root(), null);
    }

    /** Nothing: it holds nothing. */
    @Override
    public void check(boolean known) {}

    /** Nothing: it holds nothing. */
    @Override
    public void hold(boolean known) {}

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
        try (RowWriter writer = format.to(out)) {
            merge.write(null, writer);
        } catch (IOException e) {
            if (!CheckedOutput.isClosedPipe(e)) {
                throw unwritable(e);
            }
            // Whoever reads has seen enough, as in `| head`.
        }
        Map<Slice, SliceExport> exports = new HashMap<>();
        slices.forEach(slice -> exports.put(slice, merge.counts(slice).withoutFile()));
        return exports;
    }

    private static Failure unwritable(IOException e) {
        return new Failure(
                Failure.Kind.INCOMPLETE,
                Problem.at("into", "can't write csv:-: " + FileProblem.cause("csv:-", e))
                        .withRemedy("nothing is recorded, the same command writes all of it again"),
                e);
    }

    /** What was written is gone. */
    @Override
    public void read(
            Instant from, Instant until, Extent extent, Consumer<InvocationRows> each, Consumer<Damage> damaged) {}

    /** There is nothing to keep. */
    @Override
    public FileUpkeep upkeep() {
        throw new Failure(Failure.Kind.USAGE, Problem.at("into", "csv:- keeps nothing"));
    }

    /** Nobody can look: what was written counts. */
    @Override
    public boolean holds(SliceExport export) {
        return true;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public boolean isOf(List<SliceExport> exports) {
        return false;
    }
}
