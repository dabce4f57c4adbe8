package io.ssmexport.sink.file.staging;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StoredFile;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of a destination in which the parts of its slices wait, each slice in a directory of its own. */
public final class Staging {

    /** Name of the directory beside the data, and part of the contract. */
    public static final String DIRECTORY = "_staging";

    private static final char SEPARATOR = '/';

    private final Storage storage;
    private final String root;

    /**
     * Staging in a directory of its own.
     *
     * @param root its name; it is made when it is needed, and removed when it is empty
     */
    public Staging(Storage storage, String root) {
        this.storage = storage;
        this.root = root;
    }

    public String root() {
        return root;
    }

    /** See {@link io.ssmexport.sink.Sink#resume}. */
    public boolean resume(Slice slice, int pages) throws IOException {
        for (StoredFile part : parts(slice)) {
            if (Part.firstPage(part.name().substring(directory(slice).length())) > pages) {
                storage.delete(part.name());
            }
        }
        StagedPages staged = check(slice);
        return staged != null && staged.pages() == pages;
    }

    /** See {@link io.ssmexport.sink.Sink#restart}. */
    public void restart(Slice slice) throws IOException {
        deleteParts(slice);
    }

    /** Writes a part, in place of one that starts at the same page. */
    public void write(Slice slice, List<RowPage> pages) throws IOException {
        String part = directory(slice) + Part.name(pages.get(0).number());
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
        cleanUp();
    }

    /** What isn't ours stays; of a link only the link goes. */
    private void deleteParts(Slice slice) throws IOException {
        String directory = directory(slice);
        for (StoredFile file : storage.list(directory)) {
            if (Part.isOurs(file.name().substring(directory.length()))) {
                storage.delete(file.name());
            }
        }
        storage.deleteIfEmpty(directory);
    }

    /** Removes the directory if nothing is in it. */
    public synchronized void cleanUp() throws IOException {
        storage.deleteIfEmpty(root);
        if (!root.equals(DIRECTORY)) {
            storage.deleteIfEmpty(DIRECTORY);
        }
    }

    /** Name under which the file of a slice grows before it takes its place. */
    public String merged(Slice slice) {
        return directory(slice) + Part.MERGED;
    }

    /** Name under which the file of all slices does. */
    public String merged() {
        return root + SEPARATOR + Part.MERGED;
    }

    /** See {@link io.ssmexport.sink.file.FileSink#lockFile}. */
    public Path lockFile() throws IOException {
        return workplace(root + SEPARATOR + "lock");
    }

    /** Where the parts of a slice are, for people. */
    public String place(Slice slice) {
        return storage.place(root + SEPARATOR + slice.name());
    }

    /** With the slash at its end. */
    private String directory(Slice slice) {
        return root + SEPARATOR + slice.name() + SEPARATOR;
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
        String directory = directory(slice);
        return storage.list(directory).stream()
                .filter(file -> Part.isPart(file.name().substring(directory.length())))
                .toList();
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
