package io.ssmexport.sink.file;

import io.ssmexport.destination.FileDestination;
import io.ssmexport.destination.FileType;
import io.ssmexport.destination.S3Prefix;
import io.ssmexport.disk.Directories;
import io.ssmexport.disk.Links;
import io.ssmexport.disk.NativeZstd;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.ArchivedInvocation;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.Upkeep;
import io.ssmexport.sink.Upkeep.Amount;
import io.ssmexport.sink.file.csv.CsvFormat;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.parquet.ParquetFormat;
import io.ssmexport.sink.file.s3.S3Storage;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.DiskStorage;
import io.ssmexport.sink.file.storage.HeldLock;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A sink that writes files. The pages of a slice are staged one part after the other and merged when they are complete. */
public final class FileSink implements Sink, AutoCloseable {

    private final Publication publication;
    private final String place;
    private final Staging staging;

    private final Path scratch;
    private final String job;

    private FileSink(Publication publication, FileSinkSettings settings) {
        this.publication = publication;
        this.scratch = settings.scratch();
        this.job = settings.job();
        this.place = publication.place();
        this.staging = publication.staging();
    }

    /**
     * Sink into a destination. Touches nothing.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if its path is a link that leads nowhere
     */
    public static FileSink of(FileDestination into, FileSinkSettings settings) {
        Publication publication = switch (into.shape()) {
            case DATASET -> new Dataset(dataset(into, settings), format(into.type(), settings), settings);
            case SINGLE_FILE -> singleFile(into, settings);
            case STANDARD_OUTPUT -> new StandardOutput(csv(false, settings), settings);
        };
        return new FileSink(publication, settings);
    }

    private static Storage dataset(FileDestination into, FileSinkSettings settings) {
        return into.inBucket()
                .<Storage>map(place -> bucket(place, SliceFile.DAY_PREFIX, settings))
                .orElseGet(() -> new DiskStorage(path(into), Staging.DIRECTORY, settings.rights()));
    }

    private static SingleFile singleFile(FileDestination into, FileSinkSettings settings) {
        RowFormat format = format(into.type(), settings);
        Optional<S3Prefix> object = into.inBucket();
        if (object.isPresent()) {
            String name = object.get().name();
            return new SingleFile(bucket(object.get().parent(), name, settings), name, format, settings);
        }
        Path file = path(into);
        Path directory = Objects.requireNonNull(file.getParent(), "a file has a directory");
        return new SingleFile(
                new DiskStorage(directory, Staging.DIRECTORY, settings.rights()),
                String.valueOf(file.getFileName()),
                format,
                settings);
    }

    private static Storage bucket(S3Prefix place, String published, FileSinkSettings settings) {
        return new S3Storage(settings.bucket(), place, Staging.DIRECTORY, published, settings.scratch());
    }

    /** Of a link what it leads to. */
    private static Path path(FileDestination into) {
        Path path = Path.of(into.path()).toAbsolutePath().normalize();
        try {
            return Links.target(path);
        } catch (IOException e) {
            throw FileProblem.unusable(path.toString(), FileProblem.cause(path.toString(), e));
        }
    }

    private static RowFormat format(FileType type, FileSinkSettings settings) {
        return switch (type) {
            case PARQUET -> new ParquetFormat(settings.rowGroupBytes());
            case CSV -> csv(false, settings);
            case CSV_GZ -> csv(true, settings);
        };
    }

    private static CsvFormat csv(boolean gzip, FileSinkSettings settings) {
        return new CsvFormat(gzip, settings.csv());
    }

    @Override
    public void prepare() {
        FileProblem.whilePreparing(place, () -> {
            loadZstd();
            publication.prepare();
        });
    }

    @Override
    public void inspect() {
        FileProblem.whilePreparing(place, () -> {
            loadZstd();
            publication.inspect();
        });
    }

    /** Parts and Parquet files need it. */
    private void loadZstd() throws IOException {
        NativeZstd.load(List.of(
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
                Directories.nearest(scratch.toAbsolutePath())));
    }

    @Override
    public void check(boolean known) {
        FileProblem.whilePreparing(place, () -> publication.check(known));
    }

    @Override
    public void hold(boolean known) {
        FileProblem.whilePreparing(place, () -> publication.hold(known));
    }

    @Override
    public String written(Slice slice) {
        return staging.written(slice);
    }

    @Override
    public void recall(Slice slice, String text) {
        staging.recall(slice, text);
    }

    @Override
    public void lookAgain(Slice slice) {
        FileProblem.whileWriting(place, () -> publication.lookAgain(slice));
    }

    @Override
    public boolean resume(Slice slice, int pages) {
        return FileProblem.whileGetting(place, () -> staging.resume(slice, pages));
    }

    @Override
    public void restart(Slice slice) {
        FileProblem.whileWriting(place, () -> staging.restart(slice));
    }

    @Override
    public void write(Slice slice, List<RowPage> pages) {
        writing(() -> {
            staging.write(slice, pages);
            return pages;
        });
    }

    @Override
    public SliceExport publish(Slice slice) {
        return writing(() -> publication.publish(slice));
    }

    @Override
    public SliceExport publishAnew(Slice slice) {
        return writing(() -> publication.publishAnew(slice));
    }

    /** @throws io.ssmexport.failure.VolumeFull if that is why it can't be done */
    private <T> T writing(FileProblem.Action<T> action) {
        return FileProblem.whileGetting(place, () -> {
            try {
                return action.run();
            } catch (IOException e) {
                throw staging.unwritten(e);
            }
        });
    }

    @Override
    public boolean isPublishedTogether() {
        return publication.isPublishedTogether();
    }

    @Override
    public Map<Slice, SliceExport> publishAll(Collection<Slice> slices) {
        if (slices.isEmpty()) {
            return Map.of();
        }
        return writing(() -> publication.publishAll(slices));
    }

    @Override
    public void clean(Slice slice) {
        FileProblem.whileWriting(place, () -> staging.clean(slice));
    }

    @Override
    public void read(Instant from, Instant until, Consumer<ArchivedInvocation> each, Consumer<Damage> damaged) {
        read(from, until, Extent.WHOLE, rows -> each.accept(ArchivedInvocation.of(rows.first())), damaged);
    }

    @Override
    public void look(Instant from, Instant until, Consumer<InvocationRows> each, Consumer<Damage> damaged) {
        read(from, until, Extent.GLANCE, each, damaged);
    }

    private void read(
            Instant from, Instant until, Extent extent, Consumer<InvocationRows> each, Consumer<Damage> damaged) {
        FileProblem.whileReading(place, () -> {
            loadZstd();
            publication.read(from, until, extent, each, damaged);
        });
    }

    @Override
    public List<String> putAside() {
        return publication.putAside();
    }

    /**
     * Lets a dataset say to its readers which days are archived, in a file of the job's in {@code _coverage}.
     *
     * @param coverage gives the bytes of that file; nobody asks it where there is none
     * @throws io.ssmexport.failure.Failure of kind INCOMPLETE if it can't be written
     */
    public void describe(Supplier<byte[]> coverage) {
        FileProblem.whileWriting(place, () -> publication.describe(coverage));
    }

    @Override
    public Upkeep upkeep() {
        FileUpkeep upkeep = publication.upkeep();
        return new Upkeep() {
            @Override
            public Amount before(Set<Source> sources, Instant time) {
                return reading(() -> upkeep.before(sources, time));
            }

            @Override
            public void forget(Set<Source> sources, Instant before) {
                writing(() -> {
                    upkeep.forget(sources, before);
                    return before;
                });
            }

            @Override
            public void forEachPrinted(Consumer<String> each) {
                reading(() -> {
                    upkeep.forEachPrinted(each);
                    return each;
                });
            }

            @Override
            public void requireRedactable() {
                FileProblem.whilePreparing(place, upkeep::requireRedactable);
            }

            @Override
            public void redact(UnaryOperator<String> printed, Replaced replaced) {
                writing(() -> {
                    upkeep.redact(printed, replaced);
                    return printed;
                });
            }
        };
    }

    private <T> T reading(FileProblem.Action<T> action) {
        return FileProblem.whileGettingToRead(place, () -> {
            loadZstd();
            return action.run();
        });
    }

    @Override
    public boolean holds(Slice slice, SliceExport export) {
        return FileProblem.whileGetting(place, () -> publication.holds(export));
    }

    /** Whether there is nothing, as in an old place after a move. */
    public boolean isEmpty() {
        return FileProblem.whileGetting(place, publication::isEmpty);
    }

    /**
     * Whether what is here is what these exports left: each one's file, or, where one file is of all, the one that the newest
     * wrote, under whatever name.
     *
     * @param exports of a ledger, with a file, at least one, oldest first
     */
    public boolean isOf(List<SliceExport> exports) {
        return FileProblem.whileGetting(place, () -> publication.isOf(exports));
    }

    /** Removes what {@link #prepare} made and nothing lies in: comes after the file that locks the destination is gone. */
    public void cleanUp() {
        FileProblem.whileWriting(place, staging::cleanUp);
    }

    /**
     * A file, of this destination alone, that locks it among the runs of this host. {@link #prepare} makes its directory;
     * {@link #clean} leaves that alone while there is anything in it.
     */
    public Path lockFile() {
        return FileProblem.whileGetting(place, staging::lockFile);
    }

    /**
     * Locks the destination among the runs of all hosts, where a {@link #lockFile} doesn't.
     *
     * @param what is locked, for messages
     * @param share which part of a job that is read by several processes at once, each its own accounts and regions; or empty
     * @return empty where it does
     * @throws io.ssmexport.failure.Failure of kind BUSY that names the holder
     */
    public Optional<HeldLock> lock(String what, String share, Instant now) {
        return FileProblem.whileGetting(place, () -> staging.lock(job, what, share, now));
    }

    /** Connections, and what was fetched. */
    @Override
    public void close() {
        FileProblem.whileReading(place, staging::close);
    }
}
