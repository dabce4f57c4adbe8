package io.ssmexport.sink.file.staging;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.HeldLock;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StoredFile;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The directory of a destination in which the parts of its slices wait, each slice in a directory of its own. */
public final class Staging {

    /** Name of the directory beside the data, and part of the contract. */
    public static final String DIRECTORY = "_staging";

    private static final char SEPARATOR = '/';

    private static final int PROCESS_DIGITS = 12;

    private final Storage storage;
    private final String root;
    private final String slices;
    private final String process = UUID.randomUUID().toString().replace("-", "").substring(0, PROCESS_DIGITS);
    private final AtomicInteger begun = new AtomicInteger();
    private final Map<Slice, String> attempts = new ConcurrentHashMap<>();
    private final Map<Slice, Attempts> counted = new ConcurrentHashMap<>();

    /**
     * Staging in a directory of its own.
     *
     * @param root its name; it is made when it is needed, and removed when it is empty
     * @param job whose slices they are, where several jobs may stage at once
     */
    public Staging(Storage storage, String root, String job) {
        this.storage = storage;
        this.root = root;
        this.slices = root + SEPARATOR + (storage.isOfSeveralJobs() ? job + SEPARATOR : "");
    }

    public String root() {
        return root;
    }

    /** See {@link io.ssmexport.sink.Sink#written}. */
    public String written(Slice slice) {
        return counted(slice).text();
    }

    /** See {@link io.ssmexport.sink.Sink#recall}. */
    public void recall(Slice slice, String text) {
        forget(slice);
        counted.put(slice, Attempts.parse(text));
    }

    private Attempts counted(Slice slice) {
        return counted.getOrDefault(slice, Attempts.NONE);
    }

    private void forget(Slice slice) {
        counted.remove(slice);
        attempts.remove(slice);
    }

    /** See {@link Storage#lookAgain}. */
    public void lookAgain(Slice slice) throws IOException {
        storage.lookAgain(directory(slice));
    }

    /** See {@link io.ssmexport.sink.Sink#resume}. */
    public boolean resume(Slice slice, int pages) throws IOException {
        // Only what can't be whole: whoever was believed dead may come back here, and others have read on.
        delete(storage.list(directory(slice)).stream()
                .filter(file -> Part.isGrowing(nameIn(slice, file)))
                .toList());
        countFrom(slice, pages + 1);
        StagedPages staged = check(slice);
        return staged != null && staged.pages() == pages;
    }

    /** See {@link io.ssmexport.sink.Sink#restart}. */
    public void restart(Slice slice) throws IOException {
        forget(slice);
        countFrom(slice, 1);
        // A link in its place goes.
        storage.deleteIfEmpty(directory(slice));
    }

    /** From that page on those of a new attempt count, of which there are none yet. */
    private void countFrom(Slice slice, int page) {
        String attempt = process + Integer.toHexString(begun.incrementAndGet());
        attempts.put(slice, attempt);
        counted.put(slice, counted(slice).from(page, attempt));
    }

    private String attempt(Slice slice, int page) {
        if (!attempts.containsKey(slice)) {
            countFrom(slice, page);
        }
        return Objects.requireNonNull(attempts.get(slice));
    }

    /** Writes a part, in place of one that this process wrote and that starts at the same page. */
    public void write(Slice slice, List<RowPage> pages) throws IOException {
        int firstPage = pages.get(0).number();
        String part = directory(slice) + Part.name(firstPage, attempt(slice, firstPage));
        Path temporary = workplace(part + Part.UNFINISHED);
        try {
            Part.write(temporary, pages);
            storage.put(temporary, part);
        } finally {
            Files.deleteIfExists(temporary);
        }
        CrashPoint.PART_WRITTEN.reached();
    }

    /** What was staged of the slice, or null if that is nothing, or parts are missing or damaged. */
    public @Nullable StagedSlice read(Slice slice) throws IOException {
        StagedPages staged = check(slice);
        return staged == null || staged.pages() == 0 ? null : new StagedSlice(copies(slice), staged.occurrences());
    }

    /** Size of the slice's parts. */
    public long bytes(Slice slice) throws IOException {
        return parts(slice).stream().mapToLong(StoredFile::bytes).sum();
    }

    /** See {@link Storage#unwritten}. */
    public IOException unwritten(IOException said) throws IOException {
        long waiting = storage.list(root + SEPARATOR).stream()
                .mapToLong(StoredFile::bytes)
                .sum();
        return storage.unwritten(said, waiting);
    }

    /** Removes the slice's parts, and the directories that are empty then. */
    public synchronized void clean(Slice slice) throws IOException {
        deleteParts(slice);
        forget(slice);
        cleanUp();
    }

    /** What isn't ours stays; of a link only the link goes. */
    private void deleteParts(Slice slice) throws IOException {
        delete(storage.list(directory(slice)).stream()
                .filter(file -> Part.isOurs(nameIn(slice, file)))
                .toList());
        storage.deleteIfEmpty(directory(slice));
    }

    private void delete(List<StoredFile> files) throws IOException {
        if (!files.isEmpty()) {
            storage.delete(files.stream().map(StoredFile::name).toList());
        }
    }

    /** Removes the directory if nothing is in it. */
    public synchronized void cleanUp() throws IOException {
        storage.deleteIfEmpty(root);
        if (!root.equals(DIRECTORY)) {
            storage.deleteIfEmpty(DIRECTORY);
        }
    }

    /** Name under which the file of a slice grows before it takes its place: in this process alone. */
    public String merged(Slice slice) {
        return directory(slice) + Part.merged(process);
    }

    /** Name under which the file of all slices does. */
    public String merged() {
        return slices + Part.MERGED;
    }

    /** See {@link io.ssmexport.sink.file.FileSink#lockFile}. */
    public Path lockFile() throws IOException {
        return workplace(lock());
    }

    /** See {@link Storage#lock}. */
    public Optional<HeldLock> lock(String job, String what, String share, Instant now) throws IOException {
        return storage.lock(lock() + share, job, what, now);
    }

    /** See {@link Storage#close}. */
    public void close() throws IOException {
        storage.close();
    }

    private String lock() {
        return root + SEPARATOR + "lock";
    }

    /** Where the parts of a slice are, for people. */
    public String place(Slice slice) {
        return storage.place(slices + slice.name());
    }

    /** With the slash at its end. */
    private String directory(Slice slice) {
        return slices + slice.name() + SEPARATOR;
    }

    /** Not while {@link #cleanUp} removes the parent for another slice. */
    private synchronized Path workplace(String name) throws IOException {
        return storage.workplace(name);
    }

    /** Pages from the first on without a gap, or null if there is a gap. */
    private @Nullable StagedPages check(Slice slice) throws IOException {
        int pages = 0;
        int occurrences = 0;
        for (StoredFile part : parts(slice)) {
            PartHeader header = Part.check(copy(part));
            if (header == null || header.firstPage() != pages + 1) {
                return null;
            }
            pages = header.lastPage();
            occurrences = Math.addExact(occurrences, header.invocations().size());
        }
        return new StagedPages(pages, occurrences);
    }

    private record StagedPages(int pages, int occurrences) {}

    private List<StoredFile> parts(Slice slice) throws IOException {
        return storage.list(directory(slice)).stream()
                .filter(file -> counts(slice, nameIn(slice, file)))
                .toList();
    }

    /** Not those that an attempt wrote which came to nothing. */
    private boolean counts(Slice slice, String name) {
        return Part.isPart(name) && counted(slice).has(Part.firstPage(name), Part.attempt(name));
    }

    private String nameIn(Slice slice, StoredFile file) {
        return file.name().substring(directory(slice).length());
    }

    /** Stays where it is until the part is deleted. */
    private Path copy(StoredFile part) throws IOException {
        try (FileCopy copy = storage.copy(part.name())) {
            return copy.path();
        }
    }

    private List<Path> copies(Slice slice) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (StoredFile part : parts(slice)) {
            copies.add(copy(part));
        }
        return copies;
    }
}
