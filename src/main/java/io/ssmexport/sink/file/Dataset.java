package io.ssmexport.sink.file;

import io.ssmexport.disk.FileChecksum;
import io.ssmexport.disk.SyncedOutput;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.ForeignFile;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StoredFile;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a {@link SliceFile} per slice.
 */
final class Dataset implements Publication {

    /** Part of the contract, as the ending of the files in it: {@code sql/} reads them, and what takes all files skips names that begin so. */
    private static final String COVERAGE = "_coverage/";

    private final Storage storage;
    private final RowFormat format;
    private final String job;
    private final Staging staging;
    private final MergeMemory memory;
    private final DatasetHolding holding;
    private final List<String> putAside = new CopyOnWriteArrayList<>();

    Dataset(Storage storage, RowFormat format, FileSinkSettings settings) {
        this.storage = storage;
        this.format = format;
        this.job = settings.job();
        this.memory = new MergeMemory(settings.rowGroupBytes());
        this.staging = new Staging(storage, Staging.DIRECTORY, job);
        this.holding = new DatasetHolding(storage, format, settings);
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
    public void lookAgain(Slice slice) throws IOException {
        staging.lookAgain(slice);
        storage.lookAgain(SliceFile.name(slice, format.ending()));
    }

    @Override
    public void inspect() throws IOException {
        storage.inspect(staging.root());
        requireOneFormat(SliceFile.list(storage));
    }

    @Override
    public void prepare() throws IOException {
        storage.inspect(staging.root());
        List<SliceFile> files = SliceFile.list(storage);
        StoredFile newest = files.isEmpty()
                ? null
                : storage.find(files.get(files.size() - 1).name()).orElse(null);
        storage.prepare(staging.root(), newest);
        requireOneFormat(files);
    }

    private void requireOneFormat(List<SliceFile> files) {
        for (SliceFile file : files) {
            if (!file.ending().equals(format.ending())) {
                throw FileProblem.unusable(
                        place(),
                        String.format(
                                Locale.ROOT,
                                "it holds %s files, such as %s, not %s",
                                file.ending(),
                                storage.place(file.name()),
                                format.ending()));
            }
        }
    }

    @Override
    public void check(boolean known) throws IOException {
        holding.check(SliceFile.list(storage), known);
    }

    @Override
    public void hold(boolean known) throws IOException {
        do {
            check(known);
        } while (!holding.write(staging.root() + "/note.tmp"));
    }

    @Override
    public boolean isPublishedTogether() {
        return false;
    }

    @Override
    public SliceExport publish(Slice slice) throws IOException {
        return publish(slice, false);
    }

    @Override
    public SliceExport publishAnew(Slice slice) throws IOException {
        return publish(slice, true);
    }

    private SliceExport publish(Slice slice, boolean isOurs) throws IOException {
        String file = SliceFile.name(slice, format.ending());
        Optional<StoredFile> earlier = storage.find(file);
        long bytes = staging.bytes(slice) + earlier.map(StoredFile::bytes).orElse(0L);
        return memory.merge(bytes, () -> merge(slice, file, isOurs));
    }

    /** @param isOurs whether a file of that name is ours, whatever it looks like */
    private SliceExport merge(Slice slice, String file, boolean isOurs) throws IOException {
        SliceMerge merge = new SliceMerge(List.of(slice), staging, RowChoice.ALL);
        FileReplacement replacement = new FileReplacement(storage, file, staging.merged(slice), format);
        FileReplacement.@Nullable Result result =
                merge.isEmpty() ? replacement.count(merge) : merged(replacement, merge, facts(slice), isOurs);
        SliceCounts counts = merge.counts(slice);
        return result == null ? counts.withoutFile() : counts.in(file, result);
    }

    /** The service has told the slice again: what it didn't tell stays in the damaged file. */
    private FileReplacement.Result merged(
            FileReplacement replacement, SliceMerge merge, Map<String, String> facts, boolean isOurs)
            throws IOException {
        try {
            return replacement.merge(merge, facts);
        } catch (DamagedFileException e) {
            return anew(replacement, merge, facts, String.valueOf(e.getMessage()));
        } catch (ForeignFile e) {
            if (!isOurs) {
                throw e;
            }
            return anew(replacement, merge, facts, e.problem().what());
        }
    }

    private FileReplacement.Result anew(
            FileReplacement replacement, SliceMerge merge, Map<String, String> facts, String damage)
            throws IOException {
        FileReplacement.@Nullable Anew anew = replacement.anew(merge, facts);
        if (anew == null) {
            return replacement.merge(merge, facts);
        }
        putAside.add(damage + ": its slice was read anew, and it is kept as " + storage.place(anew.aside()));
        return anew.result();
    }

    @Override
    public List<String> putAside() {
        return List.copyOf(putAside);
    }

    /** Nothing: each slice has its own file. */
    @Override
    public Map<Slice, SliceExport> publishAll(Collection<Slice> slices) {
        return Map.of();
    }

    private Map<String, String> facts(Slice slice) {
        return facts(job, slice.name(), holding.note());
    }

    /** What a file says of itself. */
    static Map<String, String> facts(String job, String slice, Note note) {
        return Map.of("ssm-export.job", job, "ssm-export.slice", slice, Note.FACT, note.text());
    }

    @Override
    public void read(
            Instant from, Instant until, Extent extent, Consumer<InvocationRows> each, Consumer<Damage> damaged)
            throws IOException {
        for (SliceFile file : SliceFile.list(storage)) {
            if (file.ending().equals(format.ending()) && file.isOfDayWithin(from, until)) {
                try {
                    new ArchiveFile(storage, file.name(), format).read(from, until, extent, each);
                } catch (IOException | Failure e) {
                    damaged.accept(new Damage(file.source(), file.start(), unreadable(file, e)));
                }
            }
        }
    }

    private Problem unreadable(SliceFile file, Exception e) {
        String place = storage.place(file.name());
        return e instanceof Failure told
                ? told.problem().withRemedy(null)
                : Problem.at("into", "can't read " + place + ": " + FileProblem.cause(place, (IOException) e));
    }

    @Override
    public void describe(Supplier<byte[]> coverage) throws IOException {
        Path file = storage.workplace(staging.root() + "/coverage.tmp");
        try {
            SyncedOutput.write(file, coverage.get());
            storage.put(file, COVERAGE + job + ".jsonl.gz");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public FileUpkeep upkeep() {
        return new DatasetUpkeep(storage, format, holding, staging, job);
    }

    @Override
    public boolean holds(SliceExport export) throws IOException {
        if (export.file() == null) {
            return true;
        }
        Optional<StoredFile> file = storage.find(export.file());
        return file.isPresent()
                && file.get().bytes() == export.bytes()
                && (export.checksum() == null || !storage.isNear() || isUnchanged(export.file(), export.checksum()));
    }

    /** Anything there may be a reader's, but what was only said of the rest. */
    @Override
    public boolean isEmpty() throws IOException {
        return storage.list("").stream().allMatch(file -> file.name().startsWith(COVERAGE));
    }

    @Override
    public boolean isOf(List<SliceExport> exports) throws IOException {
        if (!storage.isNear()) {
            // Or each of them costs a request.
            storage.list(SliceFile.DAY_PREFIX);
        }
        for (SliceExport export : exports) {
            if (!holds(export)) {
                return false;
            }
        }
        return true;
    }

    private boolean isUnchanged(String name, String checksum) {
        try (FileCopy copy = storage.copy(name)) {
            return FileChecksum.crc32c(copy.path()).equals(checksum);
        } catch (IOException e) {
            return false;
        }
    }
}
